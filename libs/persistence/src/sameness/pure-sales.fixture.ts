import type { EpochMs, HandoffOutcome } from '@ripen/domain';
import {
  act,
  deadlinesOf,
  decide,
  type Handoff,
  type HandoffDecision,
  type HandoffInput,
  newHandoff,
  type SlaPolicy,
  type Team,
} from '@ripen/handoff';
import { actionOf, type Deed } from './life.fixture';
import type { RawLine } from './trace.fixture';

/** The one team of these lives, and its promises by policy; `null` is the default. */
export interface Office {
  readonly team: Team;
  readonly policies: ReadonlyMap<string | null, SlaPolicy>;
}

/** A handoff that has ended, as the lead's facts hear of it. */
export interface Closing {
  readonly handoffId: string;
  readonly outcome: HandoffOutcome;
  readonly pseudo: boolean;
}

interface Opening {
  readonly handoffId: string;
  readonly leadId: string;
  readonly teamId: string;
  readonly policyId: string | null;
  readonly now: EpochMs;
}

interface Sale {
  handoff: Handoff;
  readonly policy: SlaPolicy;
  readonly lines: RawLine[];
}

/** A lead's handoffs in memory, by the core alone. One is open at a time. */
export class PureSales {
  private team: Team;
  private readonly sales: Sale[] = [];

  constructor(
    private readonly office: Office,
    private readonly newId: () => string,
  ) {
    this.team = office.team;
  }

  /** The lines of each handoff, in the order in which they were opened. */
  get all(): RawLine[][] {
    return this.sales.map(({ lines }) => lines);
  }

  open({ handoffId, leadId, teamId, policyId, now }: Opening): void {
    const policy = this.office.policies.get(policyId);
    if (!policy) throw new Error('no such policy');
    this.sales.push({ handoff: newHandoff({ id: handoffId, leadId, teamId, createdAt: now }), policy, lines: [] });
  }

  deadlines(): readonly EpochMs[] {
    const sale = this.sales.at(-1);
    return sale ? deadlinesOf(sale.handoff) : [];
  }

  /** What time alone does by `now`. */
  pass(now: EpochMs): Closing | null {
    const sale = this.sales.at(-1);
    return sale ? this.keep(sale, decide(this.inputOf(sale, now))) : null;
  }

  /** What a person does; a refusal changes nothing. */
  act(
    { who, move }: Extract<Deed, { does: 'sells' }>,
    { now, askedAt }: { readonly now: EpochMs; readonly askedAt: EpochMs },
  ): Closing | null {
    const sale = this.sales.at(-1);
    if (!sale) return null;
    const reps = this.office.team.members.map(({ userId }) => userId);
    const actor = {
      userId: actorOf(who, { reps, ownerId: sale.handoff.ownerId, team: this.team }),
      manages: who === 'manager',
    };
    const result = act(this.inputOf(sale, now), actionOf(move, { now: askedAt, reps }), actor);
    return result.ok ? this.keep(sale, result.decision) : null;
  }

  private inputOf({ handoff, policy }: Sale, now: EpochMs): HandoffInput {
    return { state: handoff, team: this.team, policy, now, newId: this.newId };
  }

  private keep(sale: Sale, { state, trace, lastAssigned, closed }: HandoffDecision): Closing | null {
    sale.handoff = state;
    sale.lines.push(
      ...trace.map((line) => ({ ...line, nodeId: null, visit: null, port: null, toNodeId: null, until: null })),
    );
    if (lastAssigned !== null) this.team = { ...this.team, lastAssigned };
    return closed && { handoffId: state.id, outcome: closed.outcome, pseudo: closed.pseudo };
  }
}

/** Who acts: nobody owns a handoff in the pool, then the first of the team tries. */
export function actorOf(
  who: Extract<Deed, { does: 'sells' }>['who'],
  { reps, ownerId, team }: { reps: readonly string[]; ownerId: string | null; team: Pick<Team, 'managerId'> },
): string {
  if (who === 'manager') return team.managerId ?? '';
  return (who === 'owner' ? (ownerId ?? reps[0]) : reps[who]) ?? '';
}
