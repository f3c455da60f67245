import { type DataPhase, effectIdOf } from '@ripen/testing';
import type { EffectRow, Evidence } from '../evidence';
import { type Invariant, repeated } from './invariant';

/** Milliseconds between a server's last answer and the commit that records it, on a busy machine. */
const RECORDING_MS = 3_000;

const taken = ({ phases }: Evidence): DataPhase[] => phases.filter(({ takenAt }) => takenAt !== null);
const told = ({ id, subject_id, state, code }: EffectRow): string => `${id} of ${subject_id} is ${state} (${code})`;

const once: Invariant = {
  name: 'no-mail-twice',
  sentence: 'The mail server took no mail twice, by its id and by recipient and subject.',
  look: (evidence) => [
    ...repeated(taken(evidence).map(({ messageId }) => messageId ?? 'a mail without an id')),
    ...repeated(
      taken(evidence)
        .filter(({ to }) => to.startsWith('person-'))
        .map(({ to, subject }) => `${to} ${subject}`),
    ),
  ],
};

const ended: Invariant = {
  name: 'effects-ended',
  sentence: 'Every mail is sent or unknown; a notice may also have been dropped because nobody asked for it any more.',
  look: ({ effects }) =>
    effects
      .filter(({ subject_type, state, code }) => {
        const fine = state === 'sent' || (state === 'unknown' && code === 'lease_expired');
        return !fine && (subject_type === 'enrollment' || state !== 'dropped' || code !== 'no_longer_asked');
      })
      .map(told),
};

const unknownWasCut: Invariant = {
  name: 'unknown-was-cut',
  sentence: 'Every unknown mail was cut by a kill of the worker between its mark and the record of its answer.',
  look: (evidence) => {
    const byAddress = Map.groupBy(evidence.phases, ({ to }) => to);
    return evidence.effects
      .filter((effect) => effect.state === 'unknown' && !wasCut(evidence, effect, byAddress.get(effect.address) ?? []))
      .map(told);
  },
};

function wasCut({ outages }: Evidence, effect: EffectRow, phases: readonly DataPhase[]): boolean {
  const { data_at: markedAt } = effect;
  const kill = outages.find(({ part, at }) => part === 'worker' && at >= (markedAt ?? Infinity));
  if (!kill || markedAt === null) return false;
  // An answer that Postgres is not there to record waits for it.
  const postgres = outages.filter(({ part, at }) => part === 'postgres' && at >= markedAt && at <= kill.at);
  const recording = RECORDING_MS + postgres.reduce((sum, { at, backAt }) => sum + (backAt ?? kill.at) - at, 0);
  return phases.some(
    (phase) =>
      [null, effect.id].includes(effectIdOf(phase)) &&
      phase.beganAt <= kill.at &&
      (phase.answeredAt === null || kill.at - phase.answeredAt < recording),
  );
}

const cutIsUnknown: Invariant = {
  name: 'cut-is-unknown',
  sentence: 'Once a byte of a mail was out and no answer came back, it is called unknown and nothing else.',
  look: ({ phases, effects }) => {
    const states = new Map(effects.map((effect) => [effect.id, effect]));
    return phases.flatMap((phase) => {
      if (phase.messageId === null || phase.answeredAt !== null) return [];
      const effect = states.get(effectIdOf(phase) ?? '');
      if (effect?.state === 'unknown') return [];
      return [effect ? told(effect) : `${phase.messageId} of no effect`];
    });
  },
};

const sentWasTaken: Invariant = {
  name: 'sent-was-taken',
  sentence: 'Only what the mail server took is called sent.',
  look: ({ phases, effects }) => {
    const answered = new Set(phases.filter(({ answeredAt }) => answeredAt !== null).map(effectIdOf));
    return effects.filter(({ id, state }) => state === 'sent' && !answered.has(id)).map(told);
  },
};

const ours: Invariant = {
  name: 'mail-has-an-effect',
  sentence: 'Every mail that the server took stands for an effect.',
  look: (evidence) => {
    const ids = new Set(evidence.effects.map(({ id }) => id));
    return taken(evidence)
      .filter((phase) => !ids.has(effectIdOf(phase) ?? ''))
      .map(({ messageId }) => String(messageId));
  },
};

export const MAILS: readonly Invariant[] = [once, ended, unknownWasCut, cutIsUnknown, sentWasTaken, ours];
