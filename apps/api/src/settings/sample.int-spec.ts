import { reifung } from '@ripen/journey';
import {
  applyFacts,
  createJourney,
  inTransaction,
  newId,
  postgresClock,
  publishJourney,
  resolveLeads,
  step,
} from '@ripen/persistence';
import { openStage, type Stage } from '../stage.fixture';

const CONTEXT = { clock: postgresClock };

describe('the sample data', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ example: true });
  }, 60_000);
  afterEach(() => stage.close());

  const count = async (sql: string): Promise<number> =>
    Number((await stage.pool.query<{ count: number }>(`SELECT count(*) FROM ${sql}`)).rows[0]?.count);
  const idOf = async (sql: string): Promise<string> => {
    const { rows } = await stage.pool.query<{ id: string }>(sql);
    if (!rows[0]) throw new Error('no such row');
    return rows[0].id;
  };

  async function enrol(leadId: string, journeyId: string): Promise<string> {
    const id = newId();
    await stage.pool.query(
      `WITH born AS (INSERT INTO enrollment (id, journey_id, version_id, lead_id, entered_at) SELECT $1, id, live_version_id, $3, now() FROM journey WHERE id = $2 RETURNING id)
       INSERT INTO token (enrollment_id, id, journey_id, node_id, visit, phase) SELECT id, 1, $2, 'start', 1, 'ready' FROM born`,
      [id, journeyId, leadId],
    );
    return id;
  }

  async function realLead(email: string, company: string): Promise<string> {
    return inTransaction(stage.pool, async (tx) => {
      const [leadId] = await resolveLeads(tx, [{ anonymousId: null, userId: email }], CONTEXT);
      if (leadId === undefined) throw new Error('no lead was born');
      const base = { leadId, occurredAt: Date.now(), dedupeKey: null };
      await applyFacts(
        tx,
        [
          { ...base, kind: 'known' },
          { ...base, kind: 'fields', lead: { email }, company: { name: company } },
        ],
        CONTEXT,
      );
      return leadId;
    });
  }

  it('is gone without a trace, and what a workspace needs stays', async () => {
    const leadId = await idOf(`SELECT id FROM lead WHERE email = 'maria.beispiel@l1.example'`);
    const enrollmentId = await enrol(leadId, await idOf(`SELECT id FROM journey WHERE sample ORDER BY id LIMIT 1`));
    const turn = await step(stage.pool, { subject: 'enrollment', id: enrollmentId, turn: 1 }, CONTEXT);
    expect(turn.fresh).toBe(true);
    await stage.pool.query('INSERT INTO lead (merged_into) VALUES ($1)', [leadId]);
    await stage.pool.query('DELETE FROM outbox');
    const { status, body } = await stage.admin.call('removeSample');
    expect(status).toBe(200);
    expect(body).toEqual({
      leads: 13,
      companies: 12,
      journeys: 2,
      offers: 1,
      users: 3,
      kept: { journeys: 0, offers: 0, users: 0 },
    });
    for (const table of [
      'lead',
      'company',
      'ledger_entry',
      'lead_identity',
      'enrollment',
      'token',
      'wait',
      'effect',
      'trace',
      'handoff',
      'offer',
    ]) {
      expect([table, await count(table)]).toEqual([table, 0]);
    }
    expect(await count('journey WHERE builtin IS NOT NULL')).toBe(1);
    expect([
      await count('journey'),
      await count('app_user'),
      await count('team'),
      await count('scoring_model WHERE active'),
      await count('sla_policy'),
    ]).toEqual([1, 1, 1, 1, 1]);
    expect((await stage.admin.call('getMe')).body.workspace.example).toBe(false);
    expect((await stage.pool.query('SELECT subject_id FROM outbox')).rows).toEqual([{ subject_id: enrollmentId }]);
    const answer = await step(stage.pool, { subject: 'enrollment', id: enrollmentId, turn: 2 }, CONTEXT);
    expect(answer).toMatchObject({ command: { do: 'done' }, place: 'gone' });
    for (const operation of ['listLeads', 'listJourneys', 'listTeams', 'listUsers', 'getWorklist'] as const) {
      expect([operation, (await stage.admin.call(operation)).status]).toEqual([operation, 200]);
    }
  });

  it('leaves what real leads and people have used since, without the mark', async () => {
    const leadId = await realLead('anna@firma.org', 'Beispiel Anlagenbau AG');
    // Scored by the example model, she entered by the trigger.
    expect(await count(`enrollment e JOIN journey j ON j.id = e.journey_id WHERE j.name = 'Reifung'`)).toBe(1);
    await stage.pool.query(
      `INSERT INTO form_submission (offer_id, lead_id, email, language, wording, wording_version) SELECT id, $1, 'anna@firma.org', 'de', 'Ja', 1 FROM offer`,
      [leadId],
    );
    await stage.pool.query(
      `UPDATE lead SET owner_id = (SELECT id FROM app_user WHERE name = 'Ayla Vertrieb') WHERE id = $1`,
      [leadId],
    );
    const { body } = await stage.admin.call('removeSample');
    expect(body).toEqual({
      leads: 12,
      companies: 11,
      journeys: 1,
      offers: 0,
      users: 2,
      kept: { journeys: 1, offers: 1, users: 1 },
    });
    expect((await stage.pool.query('SELECT email FROM lead')).rows).toEqual([{ email: 'anna@firma.org' }]);
    expect(await count('enrollment')).toBe(1);
    expect(
      (await count('journey WHERE sample')) +
        (await count('offer WHERE sample')) +
        (await count('app_user WHERE sample')),
    ).toBe(0);
    expect((await stage.admin.call('getLead', { params: { id: leadId } })).status).toBe(200);
  });

  it('keeps the offer that somebody’s own journey names', async () => {
    await inTransaction(stage.pool, async (tx) => {
      const graph = reifung({ teamId: newId(), language: 'de', guideUrl: 'https://firma.example/' });
      const [first, ...rest] = graph.nodes;
      if (first === undefined) throw new Error('an empty drawing');
      const named = {
        ...graph,
        nodes: [{ ...first, config: { on: 'submission', offerSlug: 'leitfaden-retrofit' } }, ...rest],
      };
      const journeyId = await createJourney(tx, { name: 'Eigene', graph: named, userId: null });
      await publishJourney(tx, { journeyId, userId: null, comment: '' });
    });
    expect((await stage.admin.call('removeSample')).body).toMatchObject({
      journeys: 2,
      offers: 0,
      kept: { offers: 1 },
    });
  });

  it('is removed by an admin alone, and asking twice does nothing more', async () => {
    const marketer = await stage.person('marketer', 'Mara Marketing');
    expect((await marketer.call('removeSample')).status).toBe(403);
    expect((await stage.admin.call('removeSample')).body.leads).toBe(12);
    expect((await stage.admin.call('removeSample')).body).toMatchObject({ leads: 0, journeys: 0, offers: 0, users: 0 });
  });
});
