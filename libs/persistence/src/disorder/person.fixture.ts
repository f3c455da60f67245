import type { EpochMs, FieldValue } from '@ripen/domain';
import type { IngestEvent } from '../facts/ingest';

const HOUR = 3_600_000;
export const MAX_LATE_MS = 29 * HOUR;
export const MAX_COPIES = 46;

/** Numbers in [0, 1) that the seed decides. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pick<T>(random: () => number, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

/** One copy of an event on its way. */
export interface Delivery {
  readonly event: IngestEvent;
  readonly at: EpochMs;
}

/** What one person did, by two browsers and an account, in the order of occurrence. */
export interface Person {
  readonly seed: number;
  readonly userId: string;
  readonly visitors: readonly string[];
  readonly events: readonly IngestEvent[];
}

const SOURCE = { channel: 'ads', campaign: 'herbst', referrer: null };
const TYPES = [
  'topic_page_visited',
  'webinar_registered',
  'careers_page_visited',
  'content_requested',
  'video_watched',
];
const POSITIONS = ['Fachbereichsleiter', 'Student', 'Geschäftsführerin', ''];

/** A life that the seed decides: three to eight events within ten hours, no two in the same millisecond. */
export function personOf(seed: number, begins: EpochMs): Person {
  const random = seeded(seed);
  const userId = `user-${seed}`;
  const visitors = [`phone-${seed}`, `desk-${seed}`];
  const count = 3 + Math.floor(random() * 6);
  const instants = new Set<number>();
  while (instants.size < count) instants.add(begins + 1 + Math.floor(random() * 10 * HOUR));
  const events = [...instants]
    .sort((a, b) => a - b)
    .map((occurredAt, index): IngestEvent => {
      const base = { messageId: `${seed}:${index}`, occurredAt };
      const anonymousId = pick(random, visitors);
      const address = `${userId}@example.org`;
      switch (Math.floor(random() * 8)) {
        case 0:
        case 1:
          return { ...base, ...touch(random), anonymousId, userId: null };
        case 2:
          return { ...base, ...touch(random), anonymousId: null, userId };
        case 3:
          return { ...base, ...touch(random), anonymousId, userId };
        case 4:
          return { ...base, ...told({ email: address }), anonymousId, userId: null };
        case 5:
          return { ...base, ...told({ email: address, position: pick(random, POSITIONS) }), anonymousId, userId };
        case 6:
          return {
            ...base,
            ...told({ position: pick(random, POSITIONS), phone: `${index}` }),
            anonymousId: null,
            userId,
          };
        default:
          return { ...base, ...told({}, company(random, seed)), anonymousId: null, userId };
      }
    });
  return { seed, userId, visitors, events };
}

function touch(
  random: () => number,
): Pick<Extract<IngestEvent, { kind: 'touchpoint' }>, 'kind' | 'type' | 'properties' | 'source'> {
  return { kind: 'touchpoint', type: pick(random, TYPES), properties: {}, source: SOURCE };
}

type Told = Pick<Extract<IngestEvent, { kind: 'identify' }>, 'kind' | 'lead' | 'company'>;

function told(lead: Told['lead'], its: Told['company'] = null): Told {
  return { kind: 'identify', lead, company: its };
}

function company(random: () => number, seed: number): Record<string, FieldValue> {
  return {
    name: `Firma ${seed}-${pick(random, ['A', 'B'])}`,
    employees: pick(random, [10, 400, 6_000]),
    industry: pick(random, ['IT', 'Bau']),
  };
}

/** Each event once, at the moment it occurred. */
export function prompt(people: readonly Person[]): Delivery[] {
  return inOrder(people.flatMap(({ events }) => events.map((event) => ({ event, at: event.occurredAt }))));
}

/** Each event 1–46 times, each copy up to 29 hours late. Most come a few times, some as often as it gets. */
export function disordered(people: readonly Person[]): Delivery[] {
  const copies = people.flatMap(({ seed, events }) => {
    const random = seeded(seed ^ 0x5eed);
    return events.flatMap((event) => {
      const times = random() < 0.03 ? MAX_COPIES : 1 + Math.floor(random() ** 4 * MAX_COPIES);
      return Array.from({ length: times }, () => ({
        event,
        at: event.occurredAt + Math.floor(random() * MAX_LATE_MS),
      }));
    });
  });
  return inOrder(copies);
}

function inOrder(deliveries: Delivery[]): Delivery[] {
  return deliveries.sort((a, b) => a.at - b.at);
}
