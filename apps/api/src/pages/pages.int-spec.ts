import { createHash, randomUUID } from 'node:crypto';
import { createSigner } from '@ripen/connectors';
import { SIGNED_LINKS } from '@ripen/contracts';
import { openStage, SECRET, type Stage } from '../stage.fixture';

const OFFER = {
  slug: 'leitfaden',
  title: { de: 'Leitfaden', en: 'Guide' },
  description: { de: 'Zwölf Seiten', en: 'Twelve pages' },
  targetUrl: 'https://www.firma.example/leitfaden.pdf',
  consentWording: { de: 'Ja, schreiben Sie mir <gern>.', en: 'Yes, write to me.' },
  active: true,
};

describe('pages for people without an account', () => {
  let stage: Stage;
  const signer = createSigner(SECRET);
  beforeAll(async () => {
    stage = await openStage();
    expect((await stage.admin.call('createOffer', { body: OFFER })).body.formUrl).toBe('http://ripen.test/f/leitfaden');
  });
  afterAll(() => stage.close());

  const path = (purpose: keyof typeof SIGNED_LINKS, payload: string[]) =>
    `${SIGNED_LINKS[purpose].path}${signer.sign(purpose, payload)}`;
  const post = (url: string, fields: Record<string, string>, headers = {}) =>
    stage.anybody.fetch(url, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: 'https://elsewhere.example', ...headers },
    });

  /** As a form says that was opened some seconds ago. */
  const opened = (agoMs = 5_000) =>
    signer.sign('opened', ['leitfaden', String(Date.now() - agoMs)], Date.now() + 60_000);
  const known = () => ({ opened: opened(), homepage: '' });

  async function submit(email: string, more: Record<string, string> = {}): Promise<string> {
    const answer = await post(
      '/f/leitfaden',
      { lastName: 'Muster', email, company: 'Muster KG', consent: 'yes', wordingVersion: '1', ...known(), ...more },
      { 'accept-language': 'de' },
    );
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('Fast geschafft')]);
    const { rows } = await stage.pool.query<{ id: string }>(
      'SELECT id FROM form_submission WHERE email = $1 ORDER BY id DESC',
      [email],
    );
    return rows[0]?.id ?? '';
  }

  it('shows the form in the language of the browser, under a policy that allows no script', async () => {
    const german = await stage.anybody.fetch('/f/leitfaden', { headers: { 'accept-language': 'de' } });
    expect(german.text).toContain('<html lang="de">');
    expect(german.text).toContain('Ja, schreiben Sie mir &lt;gern&gt;.');
    const policy = german.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    const style = /<style>([^]*)<\/style>/.exec(german.text)?.[1] ?? '';
    expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; `);
    expect(policy).toContain('frame-ancestors *');
    expect(german.text).not.toContain('<script');
    const english = await stage.anybody.fetch('/f/leitfaden', { headers: { 'accept-language': 'en' } });
    expect(english.text).toContain('Yes, write to me.');
    expect((await stage.anybody.fetch('/f/unknown')).status).toBe(404);
  });

  it('says beside the field what is missing and takes nothing without consent', async () => {
    const answer = await post(
      '/f/leitfaden',
      { ...known(), lastName: '', email: 'no address', company: 'x', wordingVersion: '1' },
      { 'accept-language': 'de' },
    );
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Bitte geben Sie eine gültige E-Mail-Adresse an.');
    expect(answer.text).toContain('Ohne Ihre Einwilligung');
    expect(answer.text).toContain('value="no address"');
    expect((await stage.pool.query('SELECT 1 FROM form_submission')).rowCount).toBe(0);
  });

  it('asks again when the wording changed while the form was open', async () => {
    const answer = await post('/f/leitfaden', {
      ...known(),
      lastName: 'M',
      email: 'm@lead.example',
      company: 'x',
      consent: 'yes',
      wordingVersion: '7',
    });
    expect(answer.status).toBe(422);
  });

  it('makes a lead known on confirmation by POST, not on GET, and joins the visits before', async () => {
    const anonymousId = randomUUID();
    const key = (await stage.admin.call('createKey', { body: { kind: 'write', name: 'w' } })).body.key;
    await stage.anybody.fetch('/v1/page', {
      method: 'POST',
      body: JSON.stringify({ writeKey: key, anonymousId, properties: { path: '/themen/x' } }),
    });
    const submissionId = await submit('neu@lead.example', {
      anonymousId,
      position: 'Fachbereichsleiter',
      employees: '6.000',
      industry: 'IT',
    });
    const url = path('confirm', [submissionId]);
    const shown = await stage.anybody.fetch(url);
    expect([shown.status, shown.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(shown.text).toContain('<form method="post"');
    expect((await stage.admin.call('listLeads', { query: { search: 'neu@lead.example' } })).body.total).toBe(0);
    expect((await post(url, {})).text).toContain('Vielen Dank!');
    expect((await post(url, {})).status).toBe(200);
    const { body } = await stage.admin.call('listLeads', { query: { search: 'neu@lead.example' } });
    expect(body.items[0]).toMatchObject({ known: true, score: { cell: 'B3', pointsMilli: 30_000 } });
    const lead = await stage.admin.call('getLead', { params: { id: body.items[0].id } });
    expect(lead.body.consents).toEqual([
      expect.objectContaining({
        purpose: 'marketing',
        state: 'granted',
        via: 'form:leitfaden',
        wording: OFFER.consentWording.de,
        wordingVersion: 1,
      }),
    ]);
    expect(
      lead.body.score.points.reduce((sum: number, term: { pointsMilli: number }) => sum + term.pointsMilli, 0),
    ).toBe(30_000);
  });

  it('delivers an offer to whoever confirmed, and to nobody else', async () => {
    const submissionId = await submit('liefern@lead.example');
    const url = path('deliver', [submissionId]);
    expect((await stage.anybody.fetch(url)).status).toBe(404);
    await post(path('confirm', [submissionId]), {});
    const delivered = await stage.anybody.fetch(url);
    expect([delivered.status, delivered.headers.get('location')]).toEqual([302, OFFER.targetUrl]);
  });

  describe('unsubscribe (RFC 8058)', () => {
    let leadId: string;
    let url: string;
    const state = async () =>
      (await stage.admin.call('getLead', { params: { id: leadId } })).body.consents[0].state as string;
    beforeAll(async () => {
      await post(path('confirm', [await submit('abmelden@lead.example')]), {});
      leadId = (await stage.admin.call('listLeads', { query: { search: 'abmelden@lead.example' } })).body.items[0].id;
      url = path('unsubscribe', [leadId]);
    });

    it('changes nothing on GET, as scanners send it, and shows a page with a button', async () => {
      const page = await stage.anybody.fetch(url);
      expect(page.status).toBe(200);
      expect(page.text).toContain('<button type="submit">Abmelden</button>');
      expect(await state()).toBe('granted');
    });

    it('withdraws at once on a POST without cookies, from no origin of ours, without a redirect', async () => {
      const answer = await post(url, { 'List-Unsubscribe': 'One-Click' });
      expect(answer.status).toBe(200);
      expect(await state()).toBe('withdrawn');
    });

    it('takes the multipart form that some mail programs send, and a second POST', async () => {
      const body = new FormData();
      body.set('List-Unsubscribe', 'One-Click');
      expect((await stage.anybody.fetch(url, { method: 'POST', body })).status).toBe(200);
      expect(await state()).toBe('withdrawn');
    });

    it('refuses a link that is forged or was signed for something else', async () => {
      for (const token of [`${url}x`, SIGNED_LINKS.unsubscribe.path + signer.sign('click', [leadId])]) {
        expect((await post(token, { 'List-Unsubscribe': 'One-Click' })).status).toBe(404);
      }
    });
  });

  it('leads on from a tracked link even when nobody knows the mail any more', async () => {
    const answer = await stage.anybody.fetch(path('click', [randomUUID(), '0', 'https://www.firma.example/x?y=1']));
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'https://www.firma.example/x?y=1']);
    expect((await stage.anybody.fetch('/l/forged')).status).toBe(404);
  });

  it('takes a form once that a browser sends again, and a corrected one as another', async () => {
    const page = await stage.anybody.fetch('/f/leitfaden');
    const submissionId = /name="submissionId" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const send = (email: string) => submit(email, { submissionId });
    await Promise.all([send('einmal@lead.example'), send('einmal@lead.example')]);
    expect(await send('einmal@lead.example')).toBe(submissionId);
    expect(await send('berichtigt@lead.example')).not.toBe(submissionId);
    const { rows } = await stage.pool.query(
      `SELECT s.email, count(*) AS times, count(e.id) AS journeys FROM form_submission s LEFT JOIN enrollment e ON e.submission_id = s.id
       WHERE s.email IN ('einmal@lead.example', 'berichtigt@lead.example') GROUP BY s.email ORDER BY s.email`,
    );
    expect(rows).toEqual([
      { email: 'berichtigt@lead.example', times: 1, journeys: 1 },
      { email: 'einmal@lead.example', times: 1, journeys: 1 },
    ]);
  });

  it('does not flood an address with confirmations', async () => {
    for (let time = 0; time < 5; time += 1) await submit('opfer@lead.example');
    const answer = await post('/f/leitfaden', {
      ...known(),
      lastName: 'M',
      email: 'opfer@lead.example',
      company: 'x',
      consent: 'yes',
      wordingVersion: '1',
    });
    expect(answer.status).toBe(429);
  });

  it('keeps nothing of what a machine sends: the field that nobody sees, and no time to read', async () => {
    const fields = { lastName: 'M', email: 'bot@lead.example', company: 'x', consent: 'yes', wordingVersion: '1' };
    const german = { 'accept-language': 'de' };
    const trapped = await post(
      '/f/leitfaden',
      { ...fields, opened: opened(), homepage: 'https://spam.example' },
      german,
    );
    expect([trapped.status, trapped.text]).toEqual([200, expect.stringContaining('Fast geschafft')]);
    for (const seal of [opened(0), '', signer.sign('opened', ['another', '0'])]) {
      const answer = await post('/f/leitfaden', { ...fields, opened: seal, homepage: '' }, german);
      expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('noch einmal')]);
      // What was typed stays, and so does the tick: the words are the same.
      expect(answer.text).toMatch(/name="consent"\s+value="yes"\s+required\s+checked/);
    }
    const kept = await stage.pool.query('SELECT 1 FROM form_submission WHERE email = $1', ['bot@lead.example']);
    expect(kept.rowCount).toBe(0);
    const { items } = (await stage.admin.call('listForms')).body;
    expect(items[0].counts).toMatchObject({ refused: 1 });
  });
});
