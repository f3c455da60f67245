import { HOUR } from '@ripen/domain';
import { DEFAULT_POLICY, type HandoffAction, type SlaPolicy, WEEKDAYS } from '@ripen/handoff';
import { actOnHandoff } from '@ripen/persistence';
import { BY_HAND, bornLead, bornTeam, chain, enrolled, published } from '@ripen/persistence/stage';
import { at, line, openVirtualScene, utc, type VirtualScene } from './virtual-scene.fixture';

// The calendar of 2056 is that of 2028: Christmas and New Year's Day are Mondays, the clocks change on 26 March and 29 October. Worked out by hand.

/** Two days of eight hours for each promise but the last, and the holidays of the year's end. */
const OFFICE: SlaPolicy = {
  ...DEFAULT_POLICY('Europe/Berlin'),
  calendar: {
    ...DEFAULT_POLICY('Europe/Berlin').calendar,
    holidays: ['2056-12-25', '2056-12-26', '2057-01-01'],
  },
  accept: { durationMs: 16 * HOUR, remindAt: 50, warnAt: 80 },
  contact: { durationMs: 16 * HOUR, remindAt: 50, warnAt: 80 },
  feedback: { durationMs: 40 * HOUR, remindAt: 50, warnAt: 80 },
  poolMs: 40 * HOUR,
};
const ONE_DAY: SlaPolicy = { ...OFFICE, accept: { durationMs: 8 * HOUR, remindAt: 50, warnAt: 80 } };
/** Open through the hours in which the clocks change. */
const NIGHT: SlaPolicy = {
  ...OFFICE,
  calendar: {
    ...OFFICE.calendar,
    hours: Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, [{ from: '00:00', to: '06:00' }]])),
  },
  accept: { durationMs: 4 * HOUR, remindAt: 50, warnAt: 80 },
};

interface Open {
  readonly id: string;
  readonly enrollmentId: string;
  /** In the order in which they are asked. */
  readonly reps: readonly string[];
  /** Names by user id. */
  readonly names: ReadonlyMap<string, string>;
}

describe('a ladder of escalation by the business calendar', () => {
  let scene: VirtualScene;
  const handoffs = new Map<string, Open>();

  /** Hands a new lead to a new team. */
  const hand = (title: string, policy: SlaPolicy, members: readonly string[]) => async (): Promise<void> => {
    const { pool } = scene.stack.stage;
    await pool.query('UPDATE sla_policy SET is_default = false');
    const { teamId, reps, managerId } = await bornTeam(pool, members, policy);
    const leadId = await bornLead(pool, `${teamId}@firma.example`);
    const graph = chain(['start', 'trigger', BY_HAND], ['sales', 'hand_off', { teamId }, 'lost'], ['end', 'exit', {}]);
    const now = await scene.stack.context.clock.now(pool);
    const enrollmentId = await enrolled(pool, { ...(await published(pool, graph)), leadId, nodeId: 'start' }, now);
    await scene.until(new Date(now).toISOString());
    const { rows } = await pool.query<{ id: string }>('SELECT id FROM handoff WHERE enrollment_id = $1', [
      enrollmentId,
    ]);
    const names = new Map([[managerId, 'Manager'], ...reps.map((id, index) => [id, members[index] ?? ''] as const)]);
    handoffs.set(title, { id: rows[0]?.id ?? '', enrollmentId, reps, names });
  };
  const opened = (title: string): Open => {
    const handoff = handoffs.get(title);
    if (!handoff) throw new Error(`nothing was handed over as ${title}`);
    return handoff;
  };
  const acts = (title: string, rep: number, action: HandoffAction) => async (): Promise<void> => {
    const { id, reps } = opened(title);
    const actor = { userId: reps[rep] ?? '', manages: false };
    expect(await actOnHandoff(scene.stack.stage.pool, { handoffId: id, action, actor }, scene.stack.context)).toEqual({
      ok: true,
    });
  };

  beforeAll(async () => {
    scene = await openVirtualScene();
    await scene.play([
      ['2056-03-24T13:00+01:00', hand('office in spring', ONE_DAY, ['Cem'])],
      ['2056-03-25T23:00+01:00', hand('night in spring', NIGHT, ['Dora'])],
      ['2056-10-27T13:00+02:00', hand('office in autumn', ONE_DAY, ['Emre'])],
      ['2056-10-28T23:00+02:00', hand('night in autumn', NIGHT, ['Fatma'])],
      ['2056-12-11T15:00+01:00', hand('thirty days', OFFICE, ['Ayla', 'Ben'])],
      ['2056-12-11T15:00+01:00', hand('nobody', OFFICE, ['Gül', 'Hans'])],
      ['2056-12-20T10:00+01:00', acts('thirty days', 1, { action: 'claim' })],
      ['2056-12-22T16:00+01:00', acts('thirty days', 1, { action: 'contact', note: '' })],
      [
        '2057-01-10T15:00+01:00',
        acts('thirty days', 1, { action: 'lost', reason: 'price', unmet: ['budget'], answers: {} }),
      ],
      ['2057-01-10T15:01+01:00', () => Promise.resolve()],
    ]);
  }, 300_000);
  afterAll(() => scene?.stack.close(), 60_000);

  type Fired = readonly [clock: string, rung: string, due: string];
  const log = async (title: string): Promise<unknown> => {
    const { rows } = await scene.stack.stage.pool.query(
      'SELECT visit, clock, rung, due_at AS due, fired_at AS fired FROM sla_log WHERE handoff_id = $1 ORDER BY visit, due_at, rung DESC',
      [opened(title).id],
    );
    return rows;
  };
  const fired = (visit: number, ...rungs: readonly Fired[]) =>
    rungs.map(([clock, rung, due]) => ({ visit, clock, rung, due: at(due), fired: at(due) }));

  it('of thirty days over Christmas and New Year fires each rung once, at its instant', async () => {
    expect(await log('thirty days')).toEqual([
      ...fired(
        1,
        ['accept', 'remind', '2056-12-12T15:00+01:00'],
        ['accept', 'warn', '2056-12-13T11:48+01:00'],
        ['accept', 'breach', '2056-12-13T15:00+01:00'],
      ),
      ...fired(
        2,
        ['accept', 'remind', '2056-12-14T15:00+01:00'],
        ['accept', 'warn', '2056-12-15T11:48+01:00'],
        ['accept', 'breach', '2056-12-15T15:00+01:00'],
      ),
      ...fired(
        4,
        ['contact', 'remind', '2056-12-21T10:00+01:00'],
        ['contact', 'warn', '2056-12-21T14:48+01:00'],
        ['contact', 'breach', '2056-12-22T10:00+01:00'],
      ),
      ...fired(
        5,
        ['feedback', 'remind', '2056-12-29T12:00+01:00'],
        ['feedback', 'warn', '2057-01-02T16:00+01:00'],
        ['feedback', 'breach', '2057-01-03T16:00+01:00'],
      ),
    ]);
  });

  it('writes every line of its trace at its instant, and so does the journey that waits for it', async () => {
    const { id, enrollmentId } = opened('thirty days');
    const told = (when: string, event: string) => line(when, null, event);
    expect(await scene.trace(id)).toEqual([
      told('2056-12-11T15:00+01:00', 'offered'),
      told('2056-12-12T15:00+01:00', 'rung'),
      told('2056-12-13T11:48+01:00', 'rung'),
      told('2056-12-13T15:00+01:00', 'rung'),
      told('2056-12-13T15:00+01:00', 'reassigned'),
      told('2056-12-14T15:00+01:00', 'rung'),
      told('2056-12-15T11:48+01:00', 'rung'),
      told('2056-12-15T15:00+01:00', 'rung'),
      told('2056-12-15T15:00+01:00', 'pooled'),
      told('2056-12-20T10:00+01:00', 'claimed'),
      told('2056-12-21T10:00+01:00', 'rung'),
      told('2056-12-21T14:48+01:00', 'rung'),
      told('2056-12-22T10:00+01:00', 'rung'),
      told('2056-12-22T16:00+01:00', 'contacted'),
      told('2056-12-29T12:00+01:00', 'rung'),
      told('2057-01-02T16:00+01:00', 'rung'),
      told('2057-01-03T16:00+01:00', 'rung'),
      told('2057-01-10T15:00+01:00', 'closed'),
    ]);
    expect(await scene.trace(enrollmentId)).toEqual([
      line('2056-12-11T15:00+01:00', 'start', 'entered'),
      line('2056-12-11T15:00+01:00', 'sales', 'waits'),
      line('2057-01-10T15:00+01:00', 'sales', 'satisfied'),
      line('2057-01-10T15:00+01:00', 'end', 'ended'),
    ]);
  });

  it('tells each person once, by a mail of that instant', async () => {
    const { id, names } = opened('thirty days');
    const { rows } = await scene.stack.stage.pool.query<{ id: string; user: string; notice: string; sent: number }>(
      `SELECT id, user_id AS "user", notice, sent_at AS sent FROM effect WHERE subject_id = $1 AND state = 'sent'`,
      [id],
    );
    const mails = rows.map(({ user, notice, sent }) => `${new Date(sent).toISOString()} ${notice} ${names.get(user)}`);
    const mail = (when: string, ...told: readonly string[]) => told.map((words) => `${utc(when)} ${words}`);
    expect(mails.sort()).toEqual(
      [
        ...mail('2056-12-11T15:00+01:00', 'offered Ayla'),
        ...mail('2056-12-12T15:00+01:00', 'reminded Ayla'),
        ...mail('2056-12-13T11:48+01:00', 'warned Manager'),
        ...mail('2056-12-13T15:00+01:00', 'reassigned_away Ayla', 'offered Ben'),
        ...mail('2056-12-14T15:00+01:00', 'reminded Ben'),
        ...mail('2056-12-15T11:48+01:00', 'warned Manager'),
        ...mail('2056-12-15T15:00+01:00', 'pooled Ayla', 'pooled Ben', 'pooled Manager'),
        ...mail('2056-12-21T10:00+01:00', 'reminded Ben'),
        ...mail('2056-12-21T14:48+01:00', 'warned Manager'),
        ...mail('2056-12-22T10:00+01:00', 'breached Ben', 'breached Manager'),
        ...mail('2056-12-29T12:00+01:00', 'reminded Ben'),
        ...mail('2057-01-02T16:00+01:00', 'warned Manager'),
        ...mail('2057-01-03T16:00+01:00', 'breached Ben', 'breached Manager'),
      ].sort(),
    );
    const delivered = scene.stack.mailbox.mails.map(({ messageId }) => messageId?.slice(1).split('@')[0]);
    for (const effect of rows) expect(delivered.filter((known) => known === effect.id)).toHaveLength(1);
  });

  it('gives a lead that nobody takes back on the last day before the holidays', async () => {
    const { enrollmentId, id } = opened('nobody');
    const { rows } = await scene.stack.stage.pool.query(
      'SELECT outcome, outcome_reason AS reason, closed_at AS at FROM handoff WHERE id = $1',
      [id],
    );
    expect(rows).toEqual([{ outcome: 'expired', reason: 'pool_expired', at: at('2056-12-22T15:00+01:00') }]);
    expect((await scene.trace(enrollmentId)).at(-1)).toEqual(line('2056-12-22T15:00+01:00', 'sales', 'ended'));
  });

  it.each<readonly [string, readonly Fired[]]>([
    [
      'office in spring',
      [
        ['accept', 'remind', '2056-03-24T17:00+01:00'],
        ['accept', 'warn', '2056-03-27T11:24+02:00'],
        ['accept', 'breach', '2056-03-27T13:00+02:00'],
      ],
    ],
    [
      'office in autumn',
      [
        ['accept', 'remind', '2056-10-27T17:00+02:00'],
        ['accept', 'warn', '2056-10-30T11:24+01:00'],
        ['accept', 'breach', '2056-10-30T13:00+01:00'],
      ],
    ],
    // Four hours that begin at midnight: at three in the morning only two of them have passed.
    [
      'night in spring',
      [
        ['accept', 'remind', '2056-03-26T03:00+02:00'],
        ['accept', 'warn', '2056-03-26T04:12+02:00'],
        ['accept', 'breach', '2056-03-26T05:00+02:00'],
      ],
    ],
    // The warning comes at 2:12, the second time that the clock reads it.
    [
      'night in autumn',
      [
        ['accept', 'remind', '2056-10-29T02:00+02:00'],
        ['accept', 'warn', '2056-10-29T02:12+01:00'],
        ['accept', 'breach', '2056-10-29T03:00+01:00'],
      ],
    ],
  ])('counts real hours when the clocks change: %s', async (title, rungs) => {
    expect(await log(title)).toEqual(fired(1, ...rungs));
  });
});
