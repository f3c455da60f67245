import { HOUR, type FieldValue, type RejectReason } from '@ripen/domain';
import type { HandoffAction } from '@ripen/handoff';
import type { JourneyGraph } from '@ripen/journey';
import { seeded } from '@ripen/testing';
import { pick } from '../disorder/person.fixture';
import type { EffectOutcome } from '../loop/effect.sql';
import { type Offices, type Pace, someGraph, TYPES } from './drawing.fixture';

/** What somebody does to a lead's world. Whoever is meant by *owner* follows from where the handoff stands by then. */
export type Deed =
  | { readonly does: 'touches'; readonly type: string; readonly properties: object; readonly agoMs: number }
  | { readonly does: 'tells'; readonly lead: Told; readonly company: Told | null }
  | { readonly does: 'withdraws' }
  | { readonly does: 'decides'; readonly choice: 'treat_as_sent' | 'send_again' }
  | { readonly does: 'sells'; readonly who: 'owner' | 'manager' | number; readonly move: Move };
type Told = Readonly<Record<string, FieldValue>>;

/** A rep's action, with people by their place in the team and dates by their distance. */
export type Move =
  | { readonly action: 'accept' | 'claim' | 'contact' | 'won' | 'lost' }
  | { readonly action: 'reject'; readonly reason: RejectReason }
  | { readonly action: 'follow_up'; readonly inMs: number }
  | { readonly action: 'reassign'; readonly to: number };

export interface Happening {
  readonly afterMs: number;
  readonly deed: Deed;
}

/** One person in one journey: everything that the seed decides. */
export interface Life {
  readonly seed: number;
  readonly graph: JourneyGraph;
  readonly happenings: readonly Happening[];
  /** How long it goes on after the last happening, in milliseconds. */
  readonly restMs: number;
}

/** How the nth attempt at a mail to an address ends; the same for whoever plays the life. */
export function fateOf({ seed }: Life, attempt: number, address = ''): EffectOutcome {
  const drawn = seeded(seed * 1_009 + attempt)();
  if (drawn < 0.6) return { outcome: 'sent' };
  if (drawn < 0.7) return { outcome: 'failed', code: 'refused' };
  if (drawn < 0.85) return { outcome: 'bounced', code: 'recipient_refused', address };
  return { outcome: 'unknown', code: 'connection_lost' };
}

export function lifeOf(seed: number, offices: Offices, pace: Pace = 'calendar'): Life {
  const random = seeded(seed);
  const graph = someGraph({ random, offices, pace });
  const toSales = graph.nodes.some(({ kind }) => kind === 'hand_off');
  const spell = pace === 'quick' ? 500 : 4 * HOUR;
  const happenings = Array.from({ length: Math.floor(random() * 9) }, () => {
    const afterMs =
      1 + Math.floor(random() < 0.6 ? random() * spell : random() ** 2 * (pace === 'quick' ? 9 : 36) * spell);
    const deeds = toSales && random() < 0.5 ? someSales(random, spell) : [someDeed(random, spell, pace)];
    return deeds.map((deed, index): Happening => ({
      afterMs: index === 0 ? afterMs : pick(random, [0, spell / 4]),
      deed,
    }));
  });
  return { seed, graph, happenings: happenings.flat(), restMs: 20 * 24 * HOUR };
}

function someDeed(random: () => number, spell: number, pace: Pace): Deed {
  const drawn = random();
  if (drawn < 0.12) return { does: 'tells', ...someNews(random) };
  // A clock that runs does not say whether a withdrawal came before a claim or after it.
  if (drawn < 0.16 && pace === 'calendar') return { does: 'withdraws' };
  if (drawn < 0.28) return { does: 'decides', choice: pick(random, ['treat_as_sent', 'send_again']) };
  return {
    does: 'touches',
    type: pick(random, TYPES),
    properties: { topic: pick(random, ['cloud', 'erp']) },
    agoMs: random() < 0.5 ? Math.floor(random() * 7 * spell) : 0,
  };
}

/** What reps do one after the other: what they should, or anything. */
function someSales(random: () => number, spell: number): Deed[] {
  const anything = (): Deed[] => [
    { does: 'sells', who: pick(random, ['owner', 'manager', 0, 2]), move: someMove(random, spell) },
  ];
  const worked = (last: 'won' | 'lost'): Deed[] =>
    (['accept', 'contact', last] as const).map((action) => ({ does: 'sells', who: 'owner', move: { action } }));
  return pick(random, [anything, anything, anything, () => worked('won'), () => worked('lost')])();
}

function someNews(random: () => number): { lead: Told; company: Told | null } {
  return pick<{ lead: Told; company: Told | null }>(random, [
    { lead: { position: 'Student' }, company: null },
    { lead: { position: 'Geschäftsführerin' }, company: null },
    { lead: { zone: 'Pacific/Auckland' }, company: null },
    { lead: { doNotProfile: true }, company: null },
    { lead: { doNotProfile: false }, company: null },
    { lead: {}, company: { employees: 12, industry: 'Bau' } },
    { lead: {}, company: { relationship: 'competitor' } },
    { lead: {}, company: { relationship: 'prospect', zone: 'America/New_York' } },
  ]);
}

function someMove(random: () => number, spell: number): Move {
  const action = pick(random, [
    'accept',
    'accept',
    'accept',
    'claim',
    'contact',
    'won',
    'lost',
    'reject',
    'follow_up',
    'reassign',
  ] as const);
  switch (action) {
    case 'reject':
      return { action, reason: pick(random, ['not_mine', 'not_mine', 'not_ripe', 'pseudo']) };
    case 'follow_up':
      return { action, inMs: Math.floor((random() - 0.1) * 15 * spell) };
    case 'reassign':
      return { action, to: Math.floor(random() * 3) };
    default:
      return { action };
  }
}

/** The key by which the ledger knows a deed; it stands for the touchpoint's id on both sides. */
export function touchpointId({ seed }: Life, index: number): string {
  return `deed:${seed}:${index}`;
}

/** What the API would be sent for a move, at an instant, by a team. */
export function actionOf(move: Move, { now, reps }: { now: number; reps: readonly string[] }): HandoffAction {
  switch (move.action) {
    case 'won':
      return { action: 'won', reason: 'Preis', amount: 1_200.5, currency: 'EUR', answers: {} };
    case 'lost':
      return { action: 'lost', reason: 'Zeitpunkt', unmet: ['time'], answers: {} };
    case 'reject':
      return { action: 'reject', reason: move.reason, note: '' };
    case 'contact':
      return { action: 'contact', note: '' };
    case 'follow_up':
      return { action: 'follow_up', at: now + move.inMs, note: '' };
    case 'reassign':
      return { action: 'reassign', toUserId: reps[move.to] ?? '' };
    case 'accept':
    case 'claim':
      return { action: move.action };
  }
}
