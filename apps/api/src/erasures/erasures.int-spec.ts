import { randomUUID } from 'node:crypto';
import { advanceErasure, ERASURE_JOB, postgresClock } from '@ripen/persistence';
import { type Client, openStage, type Stage } from '../stage.fixture';

describe('erasing a person', () => {
  let stage: Stage;
  let admin: Client;
  beforeAll(async () => {
    stage = await openStage({ example: true });
    admin = stage.admin;
  });
  afterAll(() => stage.close());

  async function born(email: string, companyName = 'Nest AG'): Promise<string> {
    const { body } = await admin.call('createLead', {
      body: { email, firstName: 'Vera', lastName: 'Vogel', companyName },
    });
    return body.id;
  }
  /** What the worker's job does. */
  async function carriedOut(id: string) {
    for (let steps = 0; steps < 200; steps += 1) {
      const move = await advanceErasure(stage.pool, id, { clock: postgresClock });
      if (move.do === 'done') break;
      if (move.do === 'wait') await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await stage.pool.query(
      `UPDATE job SET status = 'ended', outcome = 'done', ended_at = now() WHERE kind = $1 AND subject_id = $2`,
      [ERASURE_JOB, id],
    );
    return (await admin.call('getErasure', { params: { id } })).body;
  }

  it('says beforehand what goes and who stays', async () => {
    const id = await born('vera@nest.example');
    await born('colleague@nest.example');
    const { body } = await admin.call('previewLeadErasure', { params: { id } });
    expect(body).toMatchObject({ runningJourneys: 0, openHandoffs: 0, colleagues: 1, companyName: 'Nest AG' });
    expect(body.counts).toMatchObject({ lead: 1, lead_identity: 1, ledger_entry: expect.any(Number) });
    expect((await admin.call('previewErasure', { body: { email: 'VERA@nest.example' } })).body).toEqual(body);
    expect((await admin.call('previewErasure', { body: { email: 'nobody@nest.example' } })).body.counts).toEqual({});
    expect((await admin.call('previewErasure', { body: { email: 'a@b.example', externalId: '1' } })).status).toBe(400);
  });

  it('leaves a receipt without the person, and a line in the audit log that names nobody', async () => {
    const id = await born('gone@nest.example');
    const asked = await admin.call('eraseLead', { params: { id } });
    expect(asked.body).toMatchObject({ stage: 'removing', stuck: false, askedBy: { id: admin.userId } });
    const receipt = await carriedOut(asked.body.id);
    expect(receipt).toMatchObject({ stage: 'done', people: 1, openMentions: 0, checks: { searched: { lead: 0 } } });
    expect(JSON.stringify(receipt)).not.toContain('gone@');
    expect((await admin.call('getLead', { params: { id } })).status).toBe(404);
    expect((await admin.call('listErasures')).body.items[0].id).toBe(asked.body.id);
    const { rows } = await stage.pool.query(`SELECT subject_id, details FROM audit WHERE action = 'lead.erased'`);
    expect(rows).toEqual([{ subject_id: asked.body.id, details: {} }]);
  });

  it('keeps what lists and journeys count', async () => {
    const offers = async () =>
      (await admin.call('listOffers')).body.items.map((offer: { submitted: number }) => offer.submitted);
    const { rows } = await stage.pool.query<{ id: string; slug: string; form: string }>(
      'SELECT o.id, o.slug, f.id AS form FROM offer o JOIN form f ON f.offer_id = o.id LIMIT 1',
    );
    const id = await born('counted@nest.example');
    await stage.pool.query(
      `INSERT INTO form_submission (offer_id, form_id, lead_id, email, language, wording, wording_version, confirmed_at) VALUES ($1, $3, $2, 'counted@nest.example', 'de', 'Ja', 1, now())`,
      [rows[0]?.id, id, rows[0]?.form],
    );
    const before = await offers();
    expect(Math.max(...before)).toBe(1);
    await carriedOut((await admin.call('eraseLead', { params: { id } })).body.id);
    expect(await offers()).toEqual(before);
  });

  it('refuses to add the person by hand again, unless somebody says that they want it', async () => {
    const body = { email: 'gone@nest.example', lastName: 'Vogel' };
    const refused = await admin.call('createLead', { body });
    expect([refused.status, refused.body.code]).toEqual([409, 'erased_before']);
    expect((await admin.call('createLead', { body: { ...body, evenIfErased: true } })).status).toBe(200);
  });

  it('shows what others wrote and takes it out where somebody decides so', async () => {
    const id = await born('talked.about@nest.example');
    const other = await born('other@nest.example');
    await admin.call('adjustLeadPoints', {
      params: { id: other },
      body: { pointsMilli: 1_000, reason: 'kennt talked.about@nest.example' },
    });
    const receipt = await carriedOut((await admin.call('eraseLead', { params: { id } })).body.id);
    expect(receipt).toMatchObject({
      openMentions: 1,
      mentions: [{ place: 'ledger_entry', leadId: other, decision: 'open', removable: true }],
    });
    const decide = (decision: string) =>
      admin.call('decideMention', { params: { id: receipt.mentions[0].id }, body: { decision } });
    expect((await decide('removed')).body).toMatchObject({ openMentions: 0, stage: 'rewriting', stuck: false });
    expect((await decide('kept')).body.code).toBe('wrong_state');
    expect(await carriedOut(receipt.id)).toMatchObject({ stage: 'done' });
    const { rowCount } = await stage.pool.query(`SELECT FROM ledger_entry WHERE data::text LIKE '%talked.about%'`);
    expect(rowCount).toBe(0);
  });

  it('can be started again where its job stopped', async () => {
    const asked = await admin.call('erasePerson', { body: { externalId: 'crm-4711-0815' } });
    expect((await admin.call('retryErasure', { params: { id: asked.body.id } })).body.code).toBe('wrong_state');
    await stage.pool.query(
      `UPDATE job SET status = 'ended', outcome = 'failed', failure = 'probe', ended_at = now() WHERE subject_id = $1`,
      [asked.body.id],
    );
    expect((await admin.call('getErasure', { params: { id: asked.body.id } })).body.stuck).toBe(true);
    expect((await admin.call('retryErasure', { params: { id: asked.body.id } })).body.stuck).toBe(false);
    expect((await admin.call('getErasure', { params: { id: randomUUID() } })).status).toBe(404);
  });

  it('is done by a key that may, and by no other', async () => {
    const keyFor = async (scopes: readonly string[]) => {
      const created = await admin.call('createKey', { body: { kind: 'api', name: 'CRM', scopes } });
      return stage.withKey(created.body.key);
    };
    const id = await born('by.key@nest.example');
    expect((await (await keyFor(['leads:read', 'leads:write'])).call('eraseLead', { params: { id } })).status).toBe(
      403,
    );
    const answer = await (await keyFor(['privacy:write'])).call('eraseLead', { params: { id } });
    expect([answer.status, answer.body.askedBy]).toEqual([200, null]);
  });
});
