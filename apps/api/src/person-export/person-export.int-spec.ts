import { personExportSchema } from '@ripen/contracts';
import { type Client, openStage, type Stage } from '../stage.fixture';

describe('the data of a person', () => {
  let stage: Stage;
  let admin: Client;
  let id: string;
  beforeAll(async () => {
    stage = await openStage({ example: true });
    admin = stage.admin;
    const { body } = await admin.call('listLeads', { query: { search: 'Beispiel' } });
    id = body.items[0].id;
    await admin.call('setLeadConsent', {
      params: { id },
      body: { purpose: 'marketing', channel: 'email', state: 'granted', proof: 'Am Telefon <b>zugesagt</b>' },
    });
  });
  afterAll(() => stage.close());

  it('come whole, in a shape that is documented, and are kept nowhere', async () => {
    const answer = await admin.call('exportLead', { params: { id } });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    const made = personExportSchema.parse(answer.body);
    expect(made.person).toMatchObject({
      id,
      lastName: 'Beispiel',
      consents: [{ wording: 'Am Telefon <b>zugesagt</b>' }],
    });
    const { rows } = await stage.pool.query<{ touchpoints: number; identities: number }>(
      `SELECT (SELECT count(*) FROM ledger_entry WHERE lead_id = $1 AND kind = 'touchpoint') AS touchpoints, (SELECT count(*) FROM lead_identity WHERE lead_id = $1) AS identities`,
      [id],
    );
    expect({ touchpoints: made.touchpoints.length, identities: made.identities.length }).toEqual(rows[0]);
    const sum = made.person.score?.points.reduce((total, term) => total + term.pointsMilli, 0);
    expect(sum).toBe(made.person.score?.pointsMilli);
    expect(made.timeline.map(({ at }) => at)).toEqual(
      made.timeline.map(({ at }) => at).sort((one, other) => one - other),
    );
  });

  it.each([
    ['de', 'Auskunft über gespeicherte Daten', 'Einwilligungen'],
    ['en', 'Stored personal data', 'Consents'],
  ])('read as a page in %s that runs nothing', async (language, ...texts) => {
    const answer = await admin.call('showLeadExport', { params: { id }, query: { language } });
    for (const text of texts) expect(answer.text).toContain(text);
    expect(answer.text).toContain('Am Telefon &lt;b&gt;zugesagt&lt;/b&gt;');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('are written down as exported, with the id of the lead and nothing else', async () => {
    const { rows } = await stage.pool.query(
      `SELECT DISTINCT subject_id, details FROM audit WHERE action = 'lead.exported'`,
    );
    expect(rows).toEqual([{ subject_id: id, details: {} }]);
  });
});
