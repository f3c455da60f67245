import { type Command, nextCommand } from '@ripen/domain';
import type { CompiledJourney, CompiledNode } from './compile';
import { zoneOf } from './duration';
import type { NodeStep, Situation, Why } from './nodes/node-kind';
import type { DecideInput, JourneyDecision, Token, TraceEntry, Wait } from './state';
import { Work } from './work';

/**
 * Decides what becomes of one enrollment now: every ready token goes through its instant nodes until it rests, waits that are over are
 * left, outcomes of effects are taken up. Pure and total; the same input gives the same decision, and deciding again on the returned
 * state at the same instant changes nothing. What cannot be decided parks the enrollment with a reason as the last line of the trace.
 */
export function decide(compiled: CompiledJourney, input: DecideInput): JourneyDecision {
  const work = new Work(input);
  const run: Run = { compiled, input, work, zone: zoneOf(input.facts, input.workspaceZone), visits: 0 };
  for (const token of input.state.tokens) advance(run, token);
  const state = work.state();
  return { state, changes: work.changes, trace: work.trace, command: commandOf(run, state) };
}

interface Run {
  readonly compiled: CompiledJourney;
  readonly input: DecideInput;
  readonly work: Work;
  readonly zone: string;
  /** Nodes that the token at hand has come to in this decision. */
  visits: number;
}

function commandOf({ compiled, input }: Run, state: JourneyDecision['state']): Command {
  return nextCommand(
    {
      ended: state.status === 'ended',
      parked: state.status === 'parked',
      deadlines: state.waits.flatMap((wait) =>
        wait.state === 'open' && wait.deadline !== null ? [wait.deadline] : [],
      ),
      effects: state.effects.filter((effect) => effect.state === 'planned' || effect.state === 'sending'),
      mayAct: state.tokens.some((token) => compiled.mayActAfter(token.nodeId)),
    },
    input.now,
  );
}

/** Moves one token until it rests, or the enrollment is over. */
function advance(run: Run, from: Token): void {
  run.visits = 0;
  let token: Token | null = from;
  while (token !== null && run.work.status === 'active') token = takeStep(run, token);
}

/** One node. Returns the token at the next one, or null where it rests. */
function takeStep(run: Run, token: Token): Token | null {
  const { compiled } = run;
  const node = compiled.nodes.get(token.nodeId);
  if (!node) return park(run, token, 'node_missing');
  if (!node.bound) return park(run, token, 'config_invalid');
  const step = token.phase === 'waiting' ? leaveWait(run, token) : node.bound.decide(situationOf(run, token));
  switch (step.step) {
    case 'pass':
      return pass(run, { token, node, step });
    case 'wait':
      openWait(run, token, step);
      return null;
    case 'act':
      planEffect(run, token, step);
      return null;
    case 'stay':
      return null;
    case 'end':
      return end(run, token, step.reason);
    case 'park':
      return park(run, token, step.reason, step.why);
  }
}

function situationOf({ work, input, zone }: Run, { visit }: Token): Situation {
  const { state, facts, now, newId } = input;
  return { visit, state, facts, now, zone, effect: work.effectOf(visit), newId };
}

/** The row of a wait is the arbiter: only an open one is looked at by the clock. */
function leaveWait({ work, input }: Run, token: Token): NodeStep {
  const wait = work.waitOf(token.visit);
  switch (wait?.state) {
    case undefined:
      return { step: 'park', reason: 'wait_missing', why: {} };
    case 'cancelled':
      return { step: 'park', reason: 'wait_cancelled', why: {} };
    case 'satisfied':
      return {
        step: 'pass',
        port: wait.port ?? wait.timeoutPort,
        event: 'satisfied',
        why: { by: wait.by },
        endReason: null,
      };
    case 'timed_out':
      return timedOut(wait);
    case 'open':
      if (wait.deadline === null || wait.deadline > input.now) return { step: 'stay' };
      work.closeWait(wait.id, { state: 'timed_out', port: wait.timeoutPort });
      return timedOut(wait);
  }
}

function timedOut({ timeoutPort, deadline }: Wait): NodeStep {
  return { step: 'pass', port: timeoutPort, event: 'timed_out', why: { deadline }, endReason: null };
}

interface Passing {
  readonly token: Token;
  readonly node: CompiledNode;
  readonly step: Extract<NodeStep, { step: 'pass' }>;
}

function pass(run: Run, { token, node, step }: Passing): Token | null {
  const to = node.next.get(step.port) ?? null;
  trace(run, token, step.event, { port: step.port, toNodeId: to, why: step.why });
  if (to === null) return end(run, token, step.endReason ?? 'port_unconnected', { port: step.port });
  const moved = run.work.move(token, to);
  run.visits += 1;
  return run.visits > run.compiled.stepBudget ? park(run, moved, 'step_budget', { visits: run.visits }) : moved;
}

function openWait(run: Run, token: Token, step: Extract<NodeStep, { step: 'wait' }>): void {
  const { events, timeoutPort, deadline, handoff } = step;
  const { newId, now } = run.input;
  const { visit, nodeId } = token;
  if (handoff) run.work.changes.push({ change: 'handoff_opened', visit, nodeId, ...handoff });
  run.work.openWait(token, {
    id: newId(),
    tokenId: token.id,
    visit,
    nodeId,
    events,
    timeoutPort,
    openedAt: now,
    deadline,
    state: 'open',
    port: null,
    by: null,
  });
  trace(run, token, 'waits', { until: deadline, why: step.why });
}

function planEffect(run: Run, token: Token, step: Extract<NodeStep, { step: 'act' }>): void {
  const id = run.input.newId();
  run.work.planEffect(token, { id, visit: token.visit, nodeId: token.nodeId, ...step.effect });
  trace(run, token, 'acts', { why: { effectId: id, ...step.why } });
}

function end(run: Run, token: Token, reason: string, why: Why = {}): null {
  trace(run, token, 'ended', { why: { reason, ...why } });
  run.work.end(reason);
  return null;
}

function park(run: Run, token: Token, reason: string, why: Why = {}): null {
  trace(run, token, 'parked', { why: { reason, ...why } });
  run.work.park();
  return null;
}

type Line = Pick<TraceEntry, 'why'> & Partial<Pick<TraceEntry, 'port' | 'toNodeId' | 'until'>>;

function trace(
  { work, input }: Run,
  { nodeId, visit }: Token,
  event: TraceEntry['event'],
  { port = null, toNodeId = null, until = null, why }: Line,
): void {
  work.trace.push({ nodeId, visit, at: input.now, event, port, toNodeId, until, why });
}
