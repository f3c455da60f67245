import { readCsv } from '@ripen/connectors';
import { importRunner, openJob, postgresClock } from '@ripen/persistence';
import { type Answer, type Client, openStage, type Stage } from '../stage.fixture';

const RUNNER = importRunner((bytes, shape, width) => readCsv(bytes, { shape, width }));
const ADA = {
  email: 'ada@export.example',
  firstName: 'Ada; "die Erste"',
  lastName: '=1+1',
  position: 'Leiterin\tEinkauf',
  phone: '+49 30 1234',
  country: 'DE',
  language: 'de',
  zone: 'Europe/Vienna',
  buyingRole: 'decider',
  persona: '@sum',
} as const;
const COMPANY = { name: 'Müller & Söhne, GmbH', domain: 'mueller.example', employees: 1_200, industry: 'Bau' };

describe('the export of leads', () => {
  let stage: Stage;
  let people: Readonly<Record<'de' | 'en', Client>>;
  let rep: Client;
  let adaId: string;
  beforeAll(async () => {
    stage = await openStage();
    const [mara, rex] = [await stage.person('marketer', 'Mara'), await stage.person('marketer', 'Rex')];
    await mara.call('updateMe', { body: { language: 'de' } });
    await rex.call('updateMe', { body: { language: 'en' } });
    people = { de: mara, en: rex };
    rep = await stage.person('sales_rep', 'Rita');
    for (const [de, en, type] of [
      ['Messe am', 'Fair on', 'date'],
      ['Umsatz', 'Revenue', 'number'],
      ['Stammkunde', 'Regular', 'yes_no'],
    ] as const)
      await stage.admin.call('createCustomField', { body: { label: { de, en }, type, choices: [] } });
    adaId = (await stage.admin.call('createLead', { body: { email: ADA.email } })).body.id;
    const custom = { fair_on: '2026-03-31', revenue: 1_234.5, regular: true };
    const said = { lead: ADA, company: { ...COMPANY, relationship: 'own' as const }, custom };
    const told = await stage.admin.call('updateLead', { params: { id: adaId }, body: said });
    expect(told.status).toBe(200);
    await stage.admin.call('createLead', { body: { email: 'bo@export.example' } });
  });
  afterAll(() => stage.close());

  const exported = (client: Client, query: Record<string, string> = {}): Promise<Answer> =>
    client.call('exportLeads', { query });

  const imported = async (client: Client, text: string): Promise<void> => {
    const up = await client.fetch('/api/imports?kind=leads&name=back.csv', {
      method: 'POST',
      body: text,
      headers: { 'content-type': 'text/csv' },
    });
    const params = { id: up.body.id };
    const run = await client.call('runImport', { params });
    const tools = { pool: stage.pool, context: { clock: postgresClock }, signal: new AbortController().signal };
    for (let job = await openJob(stage.pool, run.body.job.id); job !== null; job = await openJob(stage.pool, job.id))
      await RUNNER.work(job, tools);
    const { body } = await client.call('getImport', { params });
    expect(body).toMatchObject({ status: 'done', report: { refused: [] } });
  };

  it.each(['de', 'en'] as const)('restores every value when the file in %s is imported again', async (language) => {
    const before = (await stage.admin.call('getLead', { params: { id: adaId } })).body;
    const { text } = await exported(people[language]);
    await stage.admin.call('updateLead', {
      params: { id: adaId },
      body: {
        lead: { firstName: 'x', lastName: 'x', phone: '0', buyingRole: 'user', persona: null, language: 'en' },
        company: { employees: 3, industry: 'x', relationship: 'prospect' },
        custom: { fair_on: '2020-01-01', revenue: 0, regular: false },
      },
    });
    await imported(people[language], text);
    const after = (await stage.admin.call('getLead', { params: { id: adaId } })).body;
    const facts = ({ company, custom, ...lead }: Record<string, unknown>) => [
      Object.keys(ADA).map((field) => lead[field]),
      company,
      custom,
    ];
    expect(facts(after)).toEqual(facts(before));
  });

  it('writes as the language writes, and no cell that a spreadsheet would run', async () => {
    const [german, english] = [await exported(people.de), await exported(people.en)];
    expect(german.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(german.text.split('\r\n')[0]).toContain('E-Mail;Vorname;Nachname');
    expect(german.text).toContain(';31.03.2026;1234,5;ja');
    expect(english.text.split('\r\n')[0]).toContain('E-mail,First name,Last name');
    expect(english.text).toContain(',2026-03-31,1234.5,yes');
    for (const { text } of [german, english]) expect(text).not.toMatch(/(^|[;,\n])"?[=+@\t]/m);
  });

  it('holds whom the screen shows: the filters, and the scope of whoever asks', async () => {
    const filtered = await exported(people.de, { search: 'bo@export.example' });
    expect(filtered.text.trim().split('\r\n')).toHaveLength(2);
    const none = await exported(rep);
    expect([none.status, none.text.trim().split('\r\n').length]).toEqual([200, 1]);
  });

  it('is written down with how much it held', async () => {
    await exported(people.de, { search: 'bo@export.example' });
    const { rows } = await stage.pool.query(
      `SELECT actor_name, details FROM audit WHERE action = 'export.made' ORDER BY number DESC LIMIT 1`,
    );
    expect(rows).toEqual([{ actor_name: 'Mara', details: { list: 'leads', rows: 1 } }]);
  });
});
