import type { FactChange } from '@ripen/domain';
import { newId } from '../db/ids';
import { inTransaction } from '../db/pool';
import { applyFacts } from '../facts/apply-facts';
import { resolveLeads } from '../facts/identity';
import { ingestBatch } from '../facts/ingest';
import { mergeLeads } from '../facts/merge';
import { startJob } from '../jobs/job';
import { step } from '../loop/step';
import {
  BY_HAND,
  bornLead,
  bornTeam,
  chain,
  CLICK,
  CONTEXT,
  enrolled,
  openStage,
  published,
  type Stage,
  touched,
} from '../stage.fixture';
import { advanceErasure, askErasure, askErasureOf } from './erase';
import { cameBack, erasedAmong } from './erased-keys.sql';
import { reportTotals } from './tally.sql';
import type { ErasureSubject } from './whom.sql';

const WAITS = chain(
  ['start', 'trigger', BY_HAND],
  ['wait', 'wait_until', CLICK, 'clicked'],
  ['end', 'exit', { reason: 'done' }],
);

describe('an erasure', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  const ask = (subject: ErasureSubject) =>
    inTransaction(stage.pool, async (tx) =>
      askErasure(tx, { subject, askedBy: null, now: await CONTEXT.clock.now(tx) }),
    );
  async function through(id: string): Promise<Record<string, unknown>> {
    for (let steps = 0; steps < 1_000; steps += 1) {
      const move = await advanceErasure(stage.pool, id, CONTEXT);
      if (move.do === 'done') break;
      if (move.do === 'wait') await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const { rows } = await stage.pool.query<Record<string, unknown>>('SELECT * FROM erasure WHERE id = $1', [id]);
    return rows[0] ?? {};
  }
  const apply = (...changes: Parameters<typeof applyFacts>[1]) =>
    inTransaction(stage.pool, (tx) => applyFacts(tx, changes, CONTEXT));
  const rowsOf = async (table: string, leadId: string): Promise<number> =>
    (await stage.pool.query(`SELECT FROM ${table} WHERE ${table === 'lead' ? 'id' : 'lead_id'} = $1`, [leadId]))
      .rowCount ?? 0;

  async function waiting(email: string): Promise<{ leadId: string; enrollmentId: string }> {
    const leadId = await bornLead(stage.pool, email);
    const enrollmentId = await enrolled(stage.pool, {
      ...(await published(stage.pool, WAITS)),
      leadId,
      nodeId: 'start',
    });
    await step(stage.pool, { subject: 'enrollment', id: enrollmentId, turn: 1 }, CONTEXT);
    return { leadId, enrollmentId };
  }

  it('takes out a lead with all that hangs on it, and nobody else', async () => {
    const gone = await waiting('gone@example.org');
    const stays = await waiting('stays@example.org');
    await apply(touched(gone.leadId, 'webinar_registered'), touched(stays.leadId, 'webinar_registered'));
    const receipt = await through(await ask({ leadId: gone.leadId }));
    for (const table of ['lead', 'enrollment', 'wait', 'trace', 'consent', 'ledger_entry', 'lead_identity'])
      expect([table, await rowsOf(table, gone.leadId), (await rowsOf(table, stays.leadId)) > 0]).toEqual([
        table,
        0,
        true,
      ]);
    expect(receipt).toMatchObject({
      stage: 'done',
      work: null,
      people: 1,
      removed: { lead: 1, enrollment: 1, consent: 1 },
    });
    expect(receipt['consents']).toEqual([
      expect.objectContaining({ purpose: 'marketing', channel: 'email', state: 'granted', via: 'test' }),
    ]);
    expect(JSON.stringify(receipt)).not.toContain('gone@example.org');
  });

  it('is told to the systems that subscribed, by the id alone, and what they were to be told about the person goes', async () => {
    const job = await inTransaction(stage.pool, (tx) => startJob(tx, { kind: 'webhook' }));
    const endpoint = newId();
    await stage.pool.query(
      `INSERT INTO webhook_endpoint (id, name, url, events, secrets, job_id) VALUES ($1, 'CRM', 'https://crm.example', '{touchpoint.*,lead.erased}', '[]', $2)`,
      [endpoint, job],
    );
    const leadId = await bornLead(stage.pool, 'told@example.org');
    await apply(touched(leadId, 'webinar_registered'));
    await through(await ask({ leadId }));
    const { rows } = await stage.pool.query('SELECT type, lead_id, data FROM webhook_delivery WHERE endpoint_id = $1', [
      endpoint,
    ]);
    expect(rows).toEqual([{ type: 'lead.erased', lead_id: null, data: { lead: { id: leadId } } }]);
    await stage.pool.query(`UPDATE webhook_endpoint SET state = 'deleted' WHERE id = $1`, [endpoint]);
  });

  it('ends a running journey: its workflow is poked, finds the row gone and is done', async () => {
    const { leadId, enrollmentId } = await waiting('runs@example.org');
    await stage.pool.query('DELETE FROM outbox');
    await through(await ask({ leadId }));
    const { rows } = await stage.pool.query('SELECT subject_id FROM outbox');
    expect(rows).toEqual([{ subject_id: enrollmentId }]);
    expect(await step(stage.pool, { subject: 'enrollment', id: enrollmentId, turn: 2 }, CONTEXT)).toMatchObject({
      command: { do: 'done' },
      place: 'gone',
    });
  });

  it('keeps every total that reports count', async () => {
    const { teamId } = await bornTeam(stage.pool, ['Ayla']);
    const { leadId } = await waiting('counted@example.org');
    await apply(touched(leadId, 'topic_page_visited'), touched(leadId, 'made_up_by_somebody'));
    const handoffId = newId();
    await stage.pool.query(
      `INSERT INTO handoff (id, lead_id, team_id, policy, state, status, outcome, created_at, closed_at) VALUES ($1, $2, $3, '{}', 'closed', 'ended', 'won', now(), now())`,
      [handoffId, leadId, teamId],
    );
    await stage.pool.query(
      `INSERT INTO feedback (handoff_id, lead_id, kind, amount, currency, at) VALUES ($1, $2, 'won', 1234.56, 'EUR', now())`,
      [handoffId, leadId],
    );
    const notEnded = (totals: { metric: string }[]) => totals.filter(({ metric }) => metric !== 'ended');
    const before = await reportTotals(stage.pool);
    expect(before).toContainEqual(expect.objectContaining({ metric: 'revenue', detail: 'EUR', amount: 123_456 }));
    await through(await ask({ leadId }));
    expect(notEnded(await reportTotals(stage.pool))).toEqual(notEnded(before));
    const { rows } = await stage.pool.query('SELECT string_agg(t::text, $1) AS kept FROM erased_tally t', ['\n']);
    expect(String(rows[0]?.kept)).not.toMatch(/made_up|counted@/);
  });

  it('takes a history that is too long for one transaction out in parts', async () => {
    const leadId = await bornLead(stage.pool, 'busy@example.org');
    await stage.pool.query(
      `INSERT INTO ledger_entry (lead_id, kind, type, occurred_at, received_at) SELECT $1, 'touchpoint', 'page_visited', now(), now() FROM generate_series(1, 5000)`,
      [leadId],
    );
    const before = await reportTotals(stage.pool);
    const id = await ask({ leadId });
    expect(await advanceErasure(stage.pool, id, CONTEXT)).toEqual({ do: 'again' });
    expect([await rowsOf('lead', leadId), (await rowsOf('ledger_entry', leadId)) < 5_000]).toEqual([1, true]);
    expect(await reportTotals(stage.pool)).toEqual(before);
    const receipt = await through(id);
    expect(await rowsOf('ledger_entry', leadId)).toBe(0);
    expect((receipt['removed'] as Record<string, number>)['ledger_entry']).toBeGreaterThan(5_000);
  });

  it('takes those along who were merged into the lead, also when one of them is named', async () => {
    const into = await bornLead(stage.pool, 'merged@example.org');
    const [from = ''] = await inTransaction(stage.pool, (tx) =>
      resolveLeads(tx, [{ anonymousId: 'browser-of-merged', userId: null }], CONTEXT),
    );
    await inTransaction(stage.pool, (tx) => mergeLeads(tx, { from, into }, CONTEXT));
    await through(await ask({ leadId: from }));
    expect([await rowsOf('lead', into), await rowsOf('lead', from)]).toEqual([0, 0]);
  });

  it('finds by address who is no lead yet, and leaves the lead whose browser was used', async () => {
    const shared = await bornLead(stage.pool, 'owner@example.org');
    const { rows } = await stage.pool.query<{ id: string }>(
      `INSERT INTO offer (slug, title, target_url) VALUES ('guide', '{}', 'https://example.org') RETURNING id`,
    );
    await stage.pool.query(
      `INSERT INTO form_submission (offer_id, lead_id, email, language, wording, wording_version) VALUES ($1, $2, 'Typed@Example.org', 'de', 'Ja', 1)`,
      [rows[0]?.id, shared],
    );
    await stage.pool.query(
      `INSERT INTO inbox_mail (sender, recipients, subject, body_text) VALUES ('a@b.example', '{typed@example.org}', 'Bitte bestätigen', NULL),
         ('a@b.example', '{rep@b.example}', 'Neuer Lead', 'Es schrieb TYPED@example.org. Bitte anrufen.'),
         ('a@b.example', '{mistyped@example.org}', 'Other', 'An mistyped@example.org und typed@example.org.nz')`,
    );
    const receipt = await through(await ask({ email: ' typed@example.org ' }));
    expect(receipt).toMatchObject({ people: 0, removed: { form_submission: 1, inbox_mail: 2 } });
    expect(await rowsOf('lead', shared)).toBe(1);
  });

  it('lists what others wrote about the person for somebody to decide', async () => {
    const gone = await bornLead(stage.pool, 'named@example.org');
    const other = await bornLead(stage.pool, 'other@example.org');
    const named: FactChange = {
      kind: 'fields',
      leadId: gone,
      occurredAt: Date.now(),
      dedupeKey: null,
      lead: { firstName: 'Waltraud', lastName: 'Zwirnfaden' },
      company: null,
    };
    await apply(named);
    await apply({
      kind: 'points_adjusted',
      leadId: other,
      occurredAt: Date.now(),
      dedupeKey: null,
      pointsMilli: 1_000,
      reason: 'Empfohlen von Waltraud  Zwirnfaden.',
    });
    const namesake = await bornLead(stage.pool, 'namesake@example.org');
    await apply({ ...named, leadId: namesake });
    const id = await ask({ leadId: gone });
    await through(id);
    const { rows } = await stage.pool.query(
      'SELECT place, lead_id, decision FROM erasure_mention WHERE erasure_id = $1',
      [id],
    );
    expect(rows).toEqual([{ place: 'ledger_entry', lead_id: other, decision: 'open' }]);
  });

  it('recognises who is named again by salted hashes, until the person comes back', async () => {
    const leadId = await bornLead(stage.pool, 'again@example.org');
    const id = await ask({ leadId });
    await through(id);
    const keys = [
      { kind: 'email', value: 'AGAIN@example.org ' },
      { kind: 'email', value: 'new@example.org' },
      { kind: 'user', value: 'again@example.org' },
    ] as const;
    expect(await erasedAmong(stage.pool, keys)).toEqual([
      { key: keys[0], erasureId: id, askedAt: expect.any(Number) },
      { key: keys[2], erasureId: id, askedAt: expect.any(Number) },
    ]);
    await inTransaction(stage.pool, (tx) => cameBack(tx, [keys[0]]));
    expect((await erasedAmong(stage.pool, keys)).map(({ key }) => key)).toEqual([keys[2]]);
  });

  it('tells once when another system names the person again', async () => {
    const leadId = await bornLead(stage.pool, 'synced@example.org');
    const id = await ask({ leadId });
    await through(id);
    const named = (messageId: string, email: string) =>
      ingestBatch(
        stage.pool,
        [
          {
            kind: 'identify',
            messageId,
            anonymousId: null,
            userId: `crm-${email}`,
            occurredAt: Date.now(),
            lead: { email },
            company: null,
          },
        ],
        CONTEXT,
      );
    await named('sync-1', 'synced@example.org');
    await named('sync-2', 'synced@example.org');
    await named('sync-3', 'unheard.of@example.org');
    const { rows } = await stage.pool.query(`SELECT data FROM incident WHERE kind = 'erased_returned'`);
    expect(rows).toEqual([{ data: { erasureId: id } }]);
  });

  it('takes many leads out in bounded parts under one receipt', async () => {
    const ids = await inTransaction(stage.pool, (tx) =>
      resolveLeads(
        tx,
        Array.from({ length: 60 }, (_, index) => ({ anonymousId: `old-visitor-${index}`, userId: null })),
        CONTEXT,
      ),
    );
    const id = await inTransaction(stage.pool, async (tx) =>
      askErasureOf(tx, ids, {
        reason: 'restore',
        rule: null,
        askedBy: null,
        now: await CONTEXT.clock.now(tx),
      }),
    );
    await advanceErasure(stage.pool, id, CONTEXT);
    expect((await stage.pool.query('SELECT FROM lead WHERE id = ANY ($1)', [ids])).rowCount).toBe(35);
    expect(await through(id)).toMatchObject({ stage: 'done', people: 60 });
  });
});
