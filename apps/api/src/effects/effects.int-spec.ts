import { newId, park, postgresClock } from '@ripen/persistence';
import { type Client, openStage, type Stage } from '../stage.fixture';

describe('what needs a person', () => {
  let stage: Stage;
  let marketer: Client;
  let leadId: string;
  let enrollmentId: string;
  let handoffId: string;
  beforeAll(async () => {
    stage = await openStage({ example: true });
    marketer = await stage.person('marketer', 'Mara Marketing');
    leadId = await idOf(`SELECT id FROM lead WHERE email = 'maria.beispiel@l1.example'`);
    enrollmentId = newId();
    await stage.pool.query(
      `WITH j AS (SELECT id, live_version_id FROM journey WHERE name = 'Reifung'),
       born AS (INSERT INTO enrollment (id, journey_id, version_id, lead_id, entered_at) SELECT $1, id, live_version_id, $2, now() FROM j RETURNING id, journey_id)
       INSERT INTO token (enrollment_id, id, journey_id, node_id, visit, phase) SELECT id, 1, journey_id, 'guide', 1, 'acting' FROM born`,
      [enrollmentId, leadId],
    );
    handoffId = newId();
    await stage.pool.query(
      `INSERT INTO handoff (id, lead_id, team_id, policy, state, pool_until, created_at)
       SELECT $1, $2, t.id, p.policy, 'pool', now() + interval '9 days', now() FROM team t, sla_policy p`,
      [handoffId, leadId],
    );
  }, 60_000);
  afterAll(() => stage.close());

  async function idOf(sql: string): Promise<string> {
    const { rows } = await stage.pool.query<{ id: string }>(sql);
    if (!rows[0]) throw new Error('no such row');
    return rows[0].id;
  }

  let visit = 0;
  async function stuck(
    state: 'unknown' | 'failed',
    subject: 'enrollment' | 'handoff' = 'enrollment',
    at = 1,
  ): Promise<string> {
    visit += 1;
    const id = newId();
    await stage.pool.query(
      `INSERT INTO effect (id, subject_type, subject_id, lead_id, visit, step, kind, node_id, purpose, state, code) VALUES ($1, $2, $3, $4, $5, $6, $7, 'guide', $8, $9, 'connection')`,
      [
        id,
        subject,
        subject === 'enrollment' ? enrollmentId : handoffId,
        leadId,
        at,
        `step-${visit}`,
        subject === 'enrollment' ? 'send_email' : 'notify',
        subject === 'enrollment' ? 'marketing' : 'internal',
        state,
      ],
    );
    return id;
  }
  const listed = async (id: string, client = marketer) =>
    (await client.call('listEffects')).body.items.find((row: { id: string }) => row.id === id);
  const decide = (id: string, choice: string, client = marketer) =>
    client.call('decideEffect', { params: { id }, body: { choice } });

  it('is listed with what may be decided, and leaves the list with the decision', async () => {
    const unknown = await stuck('unknown');
    expect((await listed(unknown)).choices).toEqual(['treat_as_sent', 'send_again']);
    expect((await decide(unknown, 'treat_as_sent')).status).toBe(204);
    expect(await listed(unknown)).toBeUndefined();
    const failed = await stuck('failed');
    expect((await listed(failed)).choices).toEqual(['try_again', 'go_on']);
    expect((await decide(failed, 'go_on')).status).toBe(204);
    expect(await listed(failed)).toBeUndefined();
  });

  it('says which journey is the product’s own, which has no page', async () => {
    expect((await listed(await stuck('failed'))).journey).toMatchObject({ name: 'Reifung', builtin: false });
    const delivery = newId();
    await stage.pool.query(
      `INSERT INTO enrollment (id, journey_id, version_id, lead_id, entered_at)
       SELECT $1, id, live_version_id, $2, now() FROM journey WHERE builtin = 'offer_delivery'`,
      [delivery, leadId],
    );
    const effect = newId();
    await stage.pool.query(
      `INSERT INTO effect (id, subject_type, subject_id, lead_id, visit, step, kind, node_id, purpose, state, code)
       VALUES ($1, 'enrollment', $2, $3, 1, 'send', 'send_email', 'deliver', 'transactional', 'failed', 'connection')`,
      [effect, delivery, leadId],
    );
    expect((await listed(effect)).journey).toMatchObject({ builtin: true });
  });

  it('answers a clear conflict when the lead has gone on', async () => {
    const unknown = await stuck('unknown', 'enrollment', 77);
    expect((await listed(unknown)).choices).toEqual(['treat_as_sent']);
    const answer = await decide(unknown, 'send_again');
    expect([answer.status, answer.body.code]).toEqual([409, 'person_moved_on']);
  });

  it('tells the lead’s timeline and the enrollment who decided', async () => {
    await decide(await stuck('unknown'), 'send_again');
    const { body } = await stage.admin.call('getEnrollment', { params: { id: enrollmentId } });
    expect(body.trace.at(-1).sentence.de).toMatch(/^Mara Marketing: .*noch einmal gesendet$/);
    const timeline = await stage.admin.call('getLeadTimeline', { params: { id: leadId } });
    expect(timeline.body.items.map((item: { sentence: { en: string } }) => item.sentence.en)).toContainEqual(
      expect.stringMatching(/^Mara Marketing: .*is sent again$/),
    );
  });

  it('leaves the notices of a handoff to the admin', async () => {
    const notice = await stuck('failed', 'handoff');
    expect((await listed(notice)).choices).toEqual([]);
    expect((await decide(notice, 'try_again')).status).toBe(404);
    expect((await listed(notice, stage.admin)).choices).toEqual(['try_again', 'go_on']);
    expect((await decide(notice, 'try_again', stage.admin)).status).toBe(204);
    const dossier = await stage.admin.call('getHandoff', { params: { id: handoffId } });
    expect(dossier.body.log.at(-1).sentence.en).toBe('Ada Admin had the notice tried again');
  });

  it('lists who was stopped, and lets them go on or end', async () => {
    await park(stage.pool, { subject: 'enrollment', id: enrollmentId }, '23505', { clock: postgresClock });
    await park(stage.pool, { subject: 'handoff', id: handoffId }, 'config_invalid', { clock: postgresClock });
    const parked = async (client: Client) =>
      (await client.call('listParked')).body.items.map(
        (row: { subject: string; reason: { de: string }; choices: string[] }) => [
          row.subject,
          row.reason.de,
          row.choices,
        ],
      );
    expect(await parked(stage.admin)).toEqual([
      ['handoff', 'der Baustein ist nicht vollständig eingestellt', ['resume']],
      ['enrollment', 'Technischer Fehler (23505)', ['resume', 'end']],
    ]);
    expect((await parked(marketer))[0]?.at(-1)).toEqual([]);
    expect((await marketer.call('resumeHandoff', { params: { id: handoffId } })).status).toBe(403);
    expect((await stage.admin.call('resumeHandoff', { params: { id: handoffId } })).status).toBe(204);
    expect((await stage.admin.call('getHandoff', { params: { id: handoffId } })).body.log.at(-1).sentence.de).toBe(
      'Ada Admin hat die Übergabe von Hand fortgesetzt',
    );
    expect((await marketer.call('resumeEnrollment', { params: { id: enrollmentId } })).status).toBe(204);
    expect((await marketer.call('endEnrollment', { params: { id: enrollmentId } })).body.code).toBe('wrong_state');
    await park(stage.pool, { subject: 'enrollment', id: enrollmentId }, 'probe', { clock: postgresClock });
    expect((await marketer.call('endEnrollment', { params: { id: enrollmentId } })).status).toBe(204);
    expect(await parked(stage.admin)).toEqual([]);
    const { body } = await stage.admin.call('getEnrollment', { params: { id: enrollmentId } });
    expect([body.status, body.reason]).toEqual(['ended', 'ended_by_hand']);
  });
});
