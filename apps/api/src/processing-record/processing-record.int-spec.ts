import { type Client, openStage, type Stage } from '../stage.fixture';

const DETAILS = {
  controller: '',
  representative: 'Eva <b>Beispiel</b>',
  officer: 'Dr. Jo Datenschutz\ndatenschutz@firma.example',
  authority: 'LfDI',
  measures: 'Zutrittskontrolle\nSchulung',
  remarks: '',
};

describe('the processing record', () => {
  let stage: Stage;
  let marketer: Client;
  beforeAll(async () => {
    stage = await openStage();
    marketer = await stage.person('marketer', 'Mia Marketing');
    await stage.admin.call('updateRecordDetails', { body: DETAILS });
    await stage.admin.call('createFeedbackSource', { body: { name: 'Postbote' } });
    await stage.pool.query(
      `INSERT INTO retention_rule (key, active, keep) VALUES ('anonymous', true, 90), ('known', false, 900)`,
    );
  });
  afterAll(() => stage.close());

  const page = (lang: string) => marketer.fetch(`/api/processing-record?lang=${lang}`);

  it('is made from what is really set, in German and English', async () => {
    const german = await page('de');
    expect(german.status).toBe(200);
    expect(german.headers.get('cache-control')).toBe('no-store');
    for (const said of [
      'Verzeichnis von Verarbeitungstätigkeiten',
      'Musterfirma GmbH',
      'Dr. Jo Datenschutz<br />datenschutz@firma.example',
      'Werbung und Fachinformationen',
      'Einwilligung (Art. 6 Abs. 1 lit. a DSGVO',
      'Zutrittskontrolle',
      'Postbote',
      '90',
      'nicht als HTTPS',
    ])
      expect(german.text).toContain(said);
    expect(german.text).not.toContain('900');
    expect((await page('en')).text).toContain('Record of processing activities');
  });

  it('says a purpose as it is from its change on', async () => {
    const { body } = await stage.admin.call('listPurposes');
    const { key, granted: _g, builtin: _b, wordingVersion: _v, updatedAt: _a, ...purpose } = body.items[0];
    const wording = { de: 'Ja, gerne <script>', en: 'Yes, please' };
    await stage.admin.call('updatePurpose', { params: { key }, body: { ...purpose, wording } });
    const { text } = await page('de');
    expect(text).toContain('Ja, gerne &lt;script&gt;');
    expect(text).toContain('Version 2');
    expect(text).toContain('Eva &lt;b&gt;Beispiel&lt;/b&gt;');
  });

  it('is for marketing to read and for administrators to change', async () => {
    expect((await marketer.call('updateRecordDetails', { body: DETAILS })).status).toBe(403);
    expect((await stage.anybody.fetch('/api/processing-record')).status).toBe(401);
    expect((await marketer.call('getRecordDetails')).body.officer).toContain('Dr. Jo');
  });
});
