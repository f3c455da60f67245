import type { Command } from '@ripen/domain';

/** What a durable workflow carries: one lead in one journey, or one handoff. */
export const SUBJECT_TYPES = ['enrollment', 'handoff'] as const;
export type SubjectType = (typeof SUBJECT_TYPES)[number];

/** The whole input of a workflow. `v` names the loop that its history was written by; ids only, never personal data. */
export interface SubjectInput {
  readonly v: 1;
  readonly id: string;
}

/** All that has a workflow of its own: the subjects of the loop, and long work. */
export const CARRIED_TYPES = [...SUBJECT_TYPES, 'job'] as const;
export type CarriedType = (typeof CARRIED_TYPES)[number];

/** Workflow types by what they carry. The names stand in histories: never rename. */
export const WORKFLOW_TYPES = { enrollment: 'journey', handoff: 'handoff', job: 'job' } as const satisfies Record<
  CarriedType,
  string
>;

/** The one message: payload-free. "Look at your rows again." */
export const POKE_SIGNAL = 'poke';

export const LOOP_TASK_QUEUE = 'ripen-loop';

/** The durable id of what a workflow carries: at most one runs at a time. */
export function workflowId(type: CarriedType, id: string): string {
  return `${type}:${id}`;
}

/** What one of our workflows carries; null for anybody else's id. */
export function carriedBy(workflow: string): { readonly type: CarriedType; readonly id: string } | null {
  const [kind, id] = workflow.split(':');
  const type = CARRIED_TYPES.find((known) => known === kind);
  return type === undefined || id === undefined ? null : { type, id };
}

/** What a step answers. */
export interface StepReply {
  /** The turn that `command` belongs to. */
  readonly turn: number;
  readonly command: Command;
  /** True when this call took the decision; false when it found one that was stored before: the poke is not used up. */
  readonly fresh: boolean;
  /** Node kind and id (or the handoff's state), for Temporal's own screens. */
  readonly place: string;
}

export interface StepRequest {
  readonly subject: SubjectType;
  readonly id: string;
  /** 0 asks where the subject stands; last + 1 decides; anything older answers what was decided. */
  readonly turn: number;
}

export interface ActRequest extends StepRequest {
  /** True when the workflow has adopted `turn` and watches its deadline while the act goes on. */
  readonly watched: boolean;
}

/** The activities of the loop. `step` runs as a local activity, `act` as an ordinary one. */
export interface LoopActivities {
  /** One Postgres transaction: decides the turn, or answers the stored one. */
  step(request: StepRequest): Promise<StepReply>;
  /** step → effect → step: takes the turn, carries out the effect that it asks for (if any), records the outcome and decides the next turn. */
  act(request: ActRequest): Promise<StepReply>;
}

/** Milliseconds. What one claim of an effect may take, from claim to recorded outcome. */
export const EFFECT_LEASE_MS = 20_000;
/** Milliseconds. What one conversation with the outside world may take; below the lease. */
export const EFFECT_TIMEOUT_MS = 15_000;
