import { loadTestSettings } from '@ripen/config';
import { type DataPhase, effectIdOf } from '@ripen/testing';
import { type Aftermath, KILLS, killAgainAndAgain, type Life, PEOPLE } from './kill.fixture';

interface EffectRow {
  id: string;
  subject_id: string;
  subject_type: string;
  node_id: string | null;
  visit: number;
  step: string;
  state: string;
  code: string | null;
  attempt: number;
  data_at: number | null;
  address: string;
}
interface TraceRow {
  subject_id: string;
  node_id: string;
  visit: number;
  event: string;
  at: number;
}

/** Milliseconds between a server's last answer and the commit that records it, on a busy machine. */
const RECORDING_MS = 3_000;

describe('200 journeys whose worker is killed again and again', () => {
  let after: Aftermath;
  let effects: EffectRow[];
  let traces: Map<string, TraceRow[]>;
  const rows = async <T extends object>(sql: string): Promise<T[]> => (await after.pool.query<T>(sql)).rows;

  beforeAll(async () => {
    const seed = loadTestSettings().seed ?? Math.floor(Math.random() * 2 ** 31);
    process.stderr.write(`kill test: RIPEN_TEST_SEED=${seed}\n`);
    after = await killAgainAndAgain(seed);
    effects = await rows<EffectRow>(
      `SELECT f.id, f.subject_id, f.subject_type, f.node_id, f.visit, f.step, f.state, f.code, f.attempt, f.data_at, coalesce(u.email, l.email) AS address
       FROM effect f JOIN lead l ON l.id = f.lead_id LEFT JOIN app_user u ON u.id = f.user_id`,
    );
    const trace = await rows<TraceRow>(
      `SELECT subject_id, node_id, visit, event, at FROM trace WHERE subject_type = 'enrollment' ORDER BY id`,
    );
    traces = Map.groupBy(trace, (row) => row.subject_id);
    const cut = after.phases.filter(({ answeredAt }) => answeredAt === null).length;
    const unknown = effects.filter(({ state }) => state === 'unknown').length;
    const again = effects.filter(({ attempt }) => attempt > 1).length;
    process.stderr.write(
      `kill test: ${after.tookMs} ms, ${effects.length} effects, ${cut} DATA phases cut, ${unknown} unknown, ${again} sent by a later attempt\n`,
    );
  }, 240_000);
  afterAll(() => after?.close(), 30_000);

  const taken = (): DataPhase[] => after.phases.filter(({ takenAt }) => takenAt !== null);
  const lifeOf = (at: number): Life | undefined => after.lives.find(({ from, until }) => from <= at && at <= until);

  it('was a test at all: every kill found work to interrupt', () => {
    expect(after.lives).toHaveLength(KILLS);
    expect(after.phases.some(({ answeredAt }) => answeredAt === null)).toBe(true);
    expect(effects.some(({ state }) => state === 'unknown')).toBe(true);
  });

  it('loses nobody: everybody went exactly the way of their own facts, each step once', async () => {
    const outcomes = new Map(
      (await rows<{ enrollment_id: string; outcome: string }>('SELECT enrollment_id, outcome FROM handoff')).map(
        (row) => [row.enrollment_id, row.outcome],
      ),
    );
    const clicked = new Map(
      (
        await rows<{ enrollment_id: string; at: number }>(
          `SELECT enrollment_id, received_at AS at FROM ledger_entry WHERE type = 'email_link_clicked'`,
        )
      ).map((row) => [row.enrollment_id, row.at]),
    );
    const ends = new Map(
      (await rows<{ id: string; end_reason: string }>('SELECT id, end_reason FROM enrollment')).map((row) => [
        row.id,
        row.end_reason,
      ]),
    );
    expect(after.enrollmentIds).toHaveLength(PEOPLE);
    for (const id of after.enrollmentIds) {
      const trace = traces.get(id) ?? [];
      const mail = (node: string): string =>
        effects.find((effect) => effect.subject_id === id && effect.node_id === node)?.state ?? 'none';
      const waited = trace.some(({ node_id, event }) => node_id === 'click' && event === 'waits');
      const clickCame = clicked.has(id);
      const end = clickCame ? 'clicked' : outcomes.get(id);
      const way = [
        'start entered',
        ...['first acts', `first ${mail('first')}`],
        ...['pause waits', 'pause timed_out'],
        ...['second acts', `second ${mail('second')}`],
        ...(waited ? ['click waits'] : []),
        ...(clickCame ? ['click satisfied'] : ['click timed_out', 'sales waits', 'sales satisfied']),
        `${end} ended`,
      ];
      expect(trace.map(({ node_id, event }) => `${node_id} ${event}`)).toEqual(way);
      expect(ends.get(id)).toBe(end);
    }
  });

  it('sends no mail twice', () => {
    const ids = taken().map(({ messageId }) => messageId);
    expect(ids.length).toBeGreaterThan(PEOPLE);
    expect(ids).not.toContain(null);
    expect(repeated(ids)).toEqual([]);
    const toLeads = taken().filter(({ to }) => to.startsWith('person-'));
    expect(repeated(toLeads.map(({ to, subject }) => `${to} ${subject}`))).toEqual([]);
  });

  it('has one effect for each visit and notice, and every one of them came to an end', () => {
    expect(repeated(effects.map(({ subject_id, visit, step }) => `${subject_id} ${visit} ${step}`))).toEqual([]);
    const mails = effects.filter(({ subject_type }) => subject_type === 'enrollment');
    expect(repeated(mails.map(({ subject_id, node_id }) => `${subject_id} ${node_id}`))).toEqual([]);
    expect(mails).toHaveLength(2 * PEOPLE);
    const states = new Set(effects.map(({ state, code }) => `${state} ${code}`));
    expect(
      [...states].filter((state) => !['sent null', 'unknown lease_expired', 'dropped no_longer_asked'].includes(state)),
    ).toEqual([]);
    expect(mails.every(({ state }) => state === 'sent' || state === 'unknown')).toBe(true);
  });

  it('calls sent only what the server took', () => {
    const answered = new Set(after.phases.filter(({ answeredAt }) => answeredAt !== null).map(effectIdOf));
    expect(effects.filter(({ id, state }) => state === 'sent' && !answered.has(id))).toEqual([]);
  });

  it('calls unknown exactly what a kill cut between the mark and the recorded answer', () => {
    for (const effect of effects.filter(({ state }) => state === 'unknown')) {
      const life = lifeOf(effect.data_at ?? Number.NaN);
      expect(life).toBeDefined();
      const cut = after.phases.some(
        (phase) =>
          phase.to === effect.address &&
          [null, effect.id].includes(effectIdOf(phase)) &&
          lifeOf(phase.beganAt) === life &&
          (phase.answeredAt === null || life!.until - phase.answeredAt < RECORDING_MS),
      );
      expect({ effect, cut }).toEqual({ effect, cut: true });
    }
    // And the other way round: once a byte of the body was out and no answer came back, it is not called anything else.
    const begun = after.phases
      .filter(({ messageId, answeredAt }) => messageId !== null && answeredAt === null)
      .map(effectIdOf);
    const states = new Map(effects.map(({ id, state }) => [id, state]));
    expect(begun.filter((id) => states.get(id ?? '') !== 'unknown')).toEqual([]);
  });

  it('closes every wait once, and none before its time', async () => {
    const waits = await rows<{
      enrollment_id: string;
      visit: number;
      node_id: string;
      state: string;
      deadline: number | null;
    }>('SELECT * FROM wait');
    expect(waits.length).toBeGreaterThanOrEqual(PEOPLE);
    for (const wait of waits) {
      const closings = (traces.get(wait.enrollment_id) ?? []).filter(
        ({ visit, event }) => visit === wait.visit && (event === 'satisfied' || event === 'timed_out'),
      );
      expect(closings.map(({ event }) => event)).toEqual([wait.state]);
      if (wait.state === 'timed_out') expect(closings[0]!.at).toBeGreaterThanOrEqual(wait.deadline ?? Infinity);
    }
  });

  it('fires each rung once and not early, and the whole ladder for who was never taken', async () => {
    const log = await rows<{ handoff_id: string; visit: number; rung: string; due_at: number; fired_at: number }>(
      'SELECT * FROM sla_log ORDER BY due_at',
    );
    expect(repeated(log.map(({ handoff_id, visit, rung }) => `${handoff_id} ${visit} ${rung}`))).toEqual([]);
    expect(log.filter(({ due_at, fired_at }) => fired_at < due_at)).toEqual([]);
    const expired = await rows<{ id: string }>(`SELECT id FROM handoff WHERE outcome = 'expired'`);
    expect(expired.length).toBeGreaterThan(0);
    for (const { id } of expired) {
      const rungs = log.filter(({ handoff_id }) => handoff_id === id).map(({ visit, rung }) => `${visit} ${rung}`);
      expect(rungs).toEqual(['1 remind', '1 warn', '1 breach', '2 remind', '2 warn', '2 breach']);
    }
    const late = log.map(({ due_at, fired_at }) => fired_at - due_at).sort((a, b) => a - b);
    process.stderr.write(
      `kill test: ${late.length} rungs, median ${late[late.length >> 1]} ms late, worst ${late.at(-1)} ms\n`,
    );
  });

  it('leaves nothing behind: no poke, no incident, no workflow that runs, no workflow task that failed', async () => {
    expect(await rows('SELECT * FROM outbox')).toEqual([]);
    expect(await rows('SELECT * FROM incident')).toEqual([]);
    const subjects = await rows<{ id: string }>(
      `SELECT 'enrollment:' || id AS id FROM enrollment UNION ALL SELECT 'handoff:' || id FROM handoff`,
    );
    // A poke that comes just after the end begins one more run, which sees that nothing is left to do.
    expect(new Set(after.workflows.map(({ workflowId }) => workflowId))).toEqual(new Set(subjects.map(({ id }) => id)));
    expect(after.workflows.filter(({ status }) => status !== 'COMPLETED').map(({ workflowId }) => workflowId)).toEqual(
      [],
    );
    expect(
      after.workflows.flatMap(({ workflowId, failures }) => failures.map((cause) => `${workflowId} ${cause}`)),
    ).toEqual([]);
  });

  it('says no address, name or text of a mail, neither in what it prints nor in a history', () => {
    expect(after.printed.split('worker is ready')).toHaveLength(KILLS + 2);
    const everything = [after.printed, ...after.workflows.map(({ text }) => text)].join('\n');
    for (const secret of ['@example.org', 'Maria', 'Beispiel', 'Ayla', 'Guten Tag', 'Zweite'])
      expect(everything).not.toContain(secret);
  });
});

function repeated<T>(values: readonly T[]): T[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
