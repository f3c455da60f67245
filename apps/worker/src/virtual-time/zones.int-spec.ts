import type { JourneyGraph } from '@ripen/journey';
import { applyFacts, inTransaction } from '@ripen/persistence';
import { BY_HAND, bornLead, chain, enrolled, published } from '@ripen/persistence/stage';
import { at, type Line, line, openVirtualScene, type VirtualScene } from './virtual-scene.fixture';

// The calendar of 2056 is that of 2028; see the journey of ninety days.

type Duration = readonly [amount: number, unit: 'hours' | 'days'];

/** A row of waits. */
const waits = (...durations: readonly Duration[]): JourneyGraph =>
  chain(
    ['start', 'trigger', BY_HAND],
    ...durations.map(
      ([amount, unit], index) =>
        [`wait${index + 1}`, 'wait', { amount, unit }] as [string, 'wait', object & Record<string, unknown>],
    ),
    ['end', 'exit', { reason: 'done' }],
  );

const DAY: Duration = [1, 'days'];
const HOURS: Duration = [24, 'hours'];

interface Case {
  readonly title: string;
  readonly zone: string | null;
  readonly enters: string;
  readonly durations: readonly Duration[];
  /** When each wait ends. */
  readonly ends: readonly string[];
}

const CASES: readonly Case[] = [
  {
    title: 'the leap day is a day, and a year later there is none',
    zone: null,
    enters: '2056-02-28T10:00+01:00',
    durations: [DAY, DAY, [365, 'days']],
    ends: ['2056-02-29T10:00+01:00', '2056-03-01T10:00+01:00', '2057-03-01T10:00+01:00'],
  },
  {
    title: 'New York in spring: a day keeps the time of day and has 23 hours',
    zone: 'America/New_York',
    enters: '2056-03-11T09:30-05:00',
    durations: [DAY],
    ends: ['2056-03-12T09:30-04:00'],
  },
  {
    title: 'New York in spring: 24 hours are 24 hours',
    zone: 'America/New_York',
    enters: '2056-03-11T09:31-05:00',
    durations: [HOURS],
    ends: ['2056-03-12T10:31-04:00'],
  },
  {
    title: 'Berlin in spring: a day that would end in the hour that is skipped ends an hour later by the wall clock',
    zone: 'Europe/Berlin',
    enters: '2056-03-25T02:30+01:00',
    durations: [DAY, DAY],
    ends: ['2056-03-26T03:30+02:00', '2056-03-27T03:30+02:00'],
  },
  {
    title: 'Berlin in spring: a day keeps the time of day and has 23 hours',
    zone: null,
    enters: '2056-03-25T08:00+01:00',
    durations: [DAY],
    ends: ['2056-03-26T08:00+02:00'],
  },
  {
    title: 'Berlin in spring: 24 hours are 24 hours',
    zone: null,
    enters: '2056-03-25T08:01+01:00',
    durations: [HOURS],
    ends: ['2056-03-26T09:01+02:00'],
  },
  {
    title: 'Berlin in autumn: a day that ends in the hour that comes twice ends the first time',
    zone: 'Europe/Berlin',
    enters: '2056-10-28T02:30+02:00',
    durations: [DAY, DAY],
    ends: ['2056-10-29T02:30+02:00', '2056-10-30T02:30+01:00'],
  },
  {
    title: 'Berlin in autumn: a day keeps the time of day and has 25 hours',
    zone: null,
    enters: '2056-10-28T08:00+02:00',
    durations: [DAY],
    ends: ['2056-10-29T08:00+01:00'],
  },
  {
    title: 'Berlin in autumn: 24 hours are 24 hours',
    zone: null,
    enters: '2056-10-28T08:01+02:00',
    durations: [HOURS],
    ends: ['2056-10-29T07:01+01:00'],
  },
  {
    title: 'New York in autumn: a day and 24 hours part again',
    zone: 'America/New_York',
    enters: '2056-11-04T09:30-04:00',
    durations: [DAY, HOURS],
    ends: ['2056-11-05T09:30-05:00', '2056-11-06T09:30-05:00'],
  },
  {
    title: 'a day goes over the end of the year',
    zone: null,
    enters: '2056-12-31T10:00+01:00',
    durations: [DAY],
    ends: ['2057-01-01T10:00+01:00'],
  },
];

function expected({ enters, ends }: Pick<Case, 'enters' | 'ends'>): Line[] {
  const starts = [enters, ...ends];
  return [
    line(enters, 'start', 'entered'),
    ...ends.flatMap((end, index) => [
      line(starts[index] ?? '', `wait${index + 1}`, 'waits', end),
      line(end, `wait${index + 1}`, 'timed_out'),
    ]),
    line(ends.at(-1) ?? '', 'end', 'ended'),
  ];
}

describe('days in the zones of leads', () => {
  let scene: VirtualScene;
  const ids = new Map<string, string>();

  const inZone = (leadId: string, zone: string, occurred: string) =>
    inTransaction(scene.stack.stage.pool, (tx) =>
      applyFacts(
        tx,
        [{ kind: 'fields', leadId, occurredAt: at(occurred), dedupeKey: null, lead: { zone }, company: null }],
        scene.stack.context,
      ),
    );
  const enter = async ({ title, zone, enters, durations }: Omit<Case, 'ends'>): Promise<string> => {
    const { pool } = scene.stack.stage;
    const leadId = await bornLead(pool, `lead-${ids.size}@firma.example`);
    if (zone !== null) await inZone(leadId, zone, enters);
    const version = await published(pool, waits(...durations));
    ids.set(title, await enrolled(pool, { ...version, leadId, nodeId: 'start' }, at(enters)));
    return leadId;
  };

  const MOVES = { title: 'moves', zone: 'Europe/Berlin', enters: '2056-03-08T10:00+01:00' } as const;

  beforeAll(async () => {
    scene = await openVirtualScene();
    let mover = '';
    const script: (readonly [string, () => Promise<unknown>])[] = [
      ...CASES.map((one) => [one.enters, () => enter(one)] as const),
      [
        MOVES.enters,
        async () =>
          (mover = await enter({
            ...MOVES,
            durations: [
              [5, 'days'],
              [14, 'days'],
            ],
          })),
      ],
      ['2056-03-10T12:00+01:00', () => inZone(mover, 'America/New_York', '2056-03-10T12:00+01:00')],
      ['2057-03-01T10:00+01:00', () => Promise.resolve()],
    ];
    await scene.play([...script].sort(([one], [other]) => at(one) - at(other)));
  }, 300_000);
  afterAll(() => scene?.stack.close(), 60_000);

  it.each(CASES.map((one) => [one.title, one] as const))('%s', async (title, one) => {
    expect(await scene.trace(ids.get(title) ?? '')).toEqual(expected(one));
  });

  it('a lead that moves while it waits keeps the deadline that it was promised; the days of its next wait are those of its new zone', async () => {
    expect(await scene.trace(ids.get(MOVES.title) ?? '')).toEqual(
      // Fourteen days from five in the morning in New York, over no change of its clocks; in Berlin it is 11 and not 10 o'clock by then.
      expected({ enters: MOVES.enters, ends: ['2056-03-13T10:00+01:00', '2056-03-27T05:00-04:00'] }),
    );
  });
});
