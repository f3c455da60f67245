import type { LeadFacts } from '@ripen/domain';
import { compile } from './compile';
import { decide } from './decide';
import type { JourneyGraph } from './graph';
import { aNode, anEnrollment, countedIds, FULL_MAIL, MONDAY, someFacts } from './lead.fixture';
import type { EnrollmentState, JourneyDecision } from './state';

export const EXIT = aNode('end', 'exit', { reason: 'completed' });
export const MAIL = aNode('mail', 'send_email', FULL_MAIL);

interface At {
  readonly state?: EnrollmentState;
  readonly facts?: LeadFacts;
  readonly now?: number;
}

/** Decides once on a graph: a new enrollment at `start`, on Monday, unless said otherwise. */
export function decideOn(
  graph: JourneyGraph,
  { state = anEnrollment('start'), facts = someFacts(), now = MONDAY }: At = {},
): JourneyDecision {
  return decide(compile(graph), { state, facts, now, workspaceZone: 'Europe/Berlin', newId: countedIds() });
}

/** The trace as `node event`. */
export function eventsOf({ trace }: JourneyDecision): string[] {
  return trace.map(({ nodeId, event }) => `${nodeId} ${event}`);
}
