import type { EpochMs } from './time';

/**
 * What a workflow is told to do until it asks again. A few bytes: it is all that a history ever holds of a decision.
 * `fuse`: an effect may follow the wait, so the next step is taken inside an ordinary activity.
 */
export type Command =
  | { readonly do: 'effect'; readonly effectId: string; readonly until: EpochMs | null }
  | { readonly do: 'wait'; readonly until: EpochMs | null; readonly fuse: boolean }
  | { readonly do: 'parked' }
  | { readonly do: 'done' };

/** planned → sending → sent | failed | unknown; planned → cancelled | dropped. */
export const EFFECT_STATES = ['planned', 'sending', 'sent', 'failed', 'unknown', 'cancelled', 'dropped'] as const;
export type EffectState = (typeof EFFECT_STATES)[number];

/** What a person may decide about an effect whose fate is unknown, or that failed. */
export const EFFECT_CHOICES = ['treat_as_sent', 'send_again', 'try_again', 'go_on'] as const;
export type EffectChoice = (typeof EFFECT_CHOICES)[number];

/**
 * The choices that are open. An *unknown* effect counts as sent or is sent again, which may reach the person twice; a *failed* one is tried
 * again or left as it is. Nothing goes out any more once its place was left (`stands` is false); `acknowledged`: somebody left it as it is.
 */
export function effectChoices(effect: {
  readonly state: EffectState;
  readonly stands: boolean;
  readonly acknowledged: boolean;
}): readonly EffectChoice[] {
  if (effect.acknowledged) return [];
  if (effect.state === 'unknown') return effect.stands ? ['treat_as_sent', 'send_again'] : ['treat_as_sent'];
  if (effect.state === 'failed') return effect.stands ? ['try_again', 'go_on'] : ['go_on'];
  return [];
}

/** The part of an effect row that a decision reads. */
export interface EffectView {
  readonly id: string;
  readonly visit: number;
  readonly step: string;
  readonly state: EffectState;
  /** Not to be claimed before this instant (back-off, quiet hours); null: at once. */
  readonly notBefore: EpochMs | null;
  /** While *sending*: when the claim expires. */
  readonly leaseUntil: EpochMs | null;
  /** Why it was dropped or failed: a code. */
  readonly code: string | null;
}

export interface Pending {
  readonly ended: boolean;
  readonly parked: boolean;
  /** Deadlines of the open waits and clocks. */
  readonly deadlines: readonly EpochMs[];
  /** Effects in state *planned* or *sending*; the order decides between two that are due. */
  readonly effects: readonly Pick<EffectView, 'id' | 'state' | 'notBefore' | 'leaseUntil'>[];
  /** An effect may follow when this subject is next woken. */
  readonly mayAct: boolean;
}

/**
 * The one command that follows from a subject's rows at `now`. One effect is in flight at a time; a due one overtakes one that is
 * backed off; while one is *sending* the answer is to wait until its lease ends.
 */
export function nextCommand(pending: Pending, now: EpochMs): Command {
  if (pending.ended) return { do: 'done' };
  if (pending.parked) return { do: 'parked' };
  const sending = pending.effects.find((effect) => effect.state === 'sending');
  if (sending) return { do: 'wait', until: earliest([...pending.deadlines, sending.leaseUntil ?? now]), fuse: true };
  const due = pending.effects.find((effect) => (effect.notBefore ?? now) <= now);
  if (due) return { do: 'effect', effectId: due.id, until: earliest(pending.deadlines) };
  const resumes = pending.effects.map((effect) => effect.notBefore ?? now);
  return {
    do: 'wait',
    until: earliest([...pending.deadlines, ...resumes]),
    fuse: pending.mayAct || resumes.length > 0,
  };
}

function earliest(instants: readonly EpochMs[]): EpochMs | null {
  return instants.length === 0 ? null : Math.min(...instants);
}
