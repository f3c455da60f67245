import { createHash } from 'node:crypto';
import type { LapStepKey } from '@ripen/contracts';
import { createSigner } from '@ripen/connectors';
import { SIGNED_LINKS } from '@ripen/contracts';
import { openStage, SECRET, type Stage } from '../stage.fixture';

const EMAIL = 'ada.admin@lead.example';

interface Step {
  key: LapStepKey;
  state: string;
  place: { to: string; href: string } | null;
}

describe('the guided first lap', () => {
  let stage: Stage;
  const signer = createSigner(SECRET);
  beforeAll(async () => {
    stage = await openStage({ example: true });
  });
  afterAll(() => stage.close());

  const lap = async () => (await stage.admin.call('getFirstLap')).body.lap;
  const current = async () => (await lap()).steps.find(({ state }: Step) => state === 'current')?.key ?? 'over';
  const placeOf = async (key: LapStepKey): Promise<URL> => {
    const { steps } = await lap();
    return new URL(steps.find((step: Step) => step.key === key)?.place?.href ?? '', stage.url);
  };
  const deeds = async () =>
    (await lap()).deeds.map(({ key, done }: { key: string; done: boolean }) => [key, done] as const);

  /** The tracker of a sample page reports, as a browser would after consent. */
  async function report(page: string, type: 'page' | 'track', message: object): Promise<number> {
    const shown = await stage.anybody.fetch(page);
    const writeKey = /data-write-key="([^"]+)"/.exec(shown.text)?.[1];
    const anonymousId = new URL(page, stage.url).searchParams.get('anonymousId');
    const body = JSON.stringify({ writeKey, anonymousId, ...message });
    return (await stage.anybody.fetch(`/v1/${type}`, { method: 'POST', body })).status;
  }
  async function addMail(link: 'confirm' | 'click'): Promise<void> {
    await stage.pool.query(
      `INSERT INTO inbox_mail (sender, recipients, subject, body_text) VALUES ('hallo@firma.example', ARRAY[$1], 'x', $2)`,
      [EMAIL, `http://ripen.test${SIGNED_LINKS[link].path}abc`],
    );
  }

  it('begins with the sample form, filled with a good fit but with no name and no address', async () => {
    expect(await current()).toBe('form');
    const form = await placeOf('form');
    const { text, status } = await stage.anybody.fetch(`${form.pathname}${form.search}`);
    expect(status).toBe(200);
    expect(text).toContain('value="Marketing-Leitung"');
    expect(text).toMatch(/name="email"\s+type="email"\s+value=""/);
    expect(text).toContain(`value="${form.searchParams.get('anonymousId')}"`);
  });

  it('follows the person from the form to a mail, its confirmation, and into the journey', async () => {
    const form = await placeOf('form');
    const answer = await stage.anybody.fetch(form.pathname, {
      method: 'POST',
      body: new URLSearchParams({
        ...Object.fromEntries(form.searchParams),
        lastName: 'Admin',
        email: EMAIL,
        company: 'Eigene Firma GmbH',
        consent: 'yes',
        wordingVersion: '1',
        opened: signer.sign('opened', [form.pathname.slice(3), String(Date.now() - 5_000)]),
        homepage: '',
      }),
    });
    expect(answer.status).toBe(200);
    expect(await current()).toBe('confirm');
    expect((await placeOf('confirm')).pathname).toBe('/mailbox');
    await addMail('confirm');
    expect((await placeOf('confirm')).pathname).toMatch(/^\/mailbox\/[\w-]{36}$/);
    const { rows } = await stage.pool.query<{ id: string }>('SELECT id FROM form_submission');
    const token = signer.sign('confirm', [rows[0]?.id ?? '']);
    await stage.anybody.fetch(`${SIGNED_LINKS.confirm.path}${token}`, { method: 'POST' });
    expect(await current()).toBe('ripen');
    expect((await placeOf('journey')).search).toBe('?mode=live&node=start');
    expect(await lap()).toMatchObject({
      lead: { cell: 'A4', stage: 'nurture', pointsMilli: 20_000 },
      ripeFromMilli: 51_000,
    });
  });

  it('sees the deeds that the sample website reports by its own key', async () => {
    await addMail('click');
    const { deeds: asked } = await lap();
    const [mail, webinar, topic] = asked.map(({ place }: Step) => place?.href ?? '');
    expect(mail).toMatch(/^\/mailbox\/[\w-]{36}$/);
    const shown = await stage.anybody.fetch(webinar);
    const script = /<script>([^]*)<\/script>/.exec(shown.text)?.[1] ?? '';
    expect(shown.headers.get('content-security-policy')).toContain(
      `script-src 'self' 'sha256-${createHash('sha256').update(script).digest('base64')}'; connect-src 'self'`,
    );
    expect(await report(webinar, 'track', { event: 'Webinar Registered' })).toBe(200);
    expect(await report(topic, 'page', { properties: { path: new URL(topic, stage.url).pathname } })).toBe(200);
    expect(await deeds()).toEqual([
      ['mail', false],
      ['webinar', true],
      ['topic', true],
      ['second_topic', false],
    ]);
    expect((await lap()).lead).toMatchObject({ cell: 'A2', stage: 'sales_ready', pointsMilli: 55_000 });
  });

  it('is over when the lead that was lost is nurtured again', async () => {
    const { lead } = await lap();
    const { rows } = await stage.pool.query<{ id: string }>(
      `INSERT INTO handoff (lead_id, team_id, policy, owner_id, created_at)
       SELECT $1, t.id, p.policy, u.id, now() FROM team t, sla_policy p, app_user u WHERE u.name = 'Ayla Vertrieb' RETURNING id`,
      [lead.id],
    );
    const handoffId = rows[0]?.id ?? '';
    expect(await current()).toBe('handoff');
    expect((await placeOf('handoff')).pathname).toBe(`/worklist/${handoffId}`);
    expect((await lap()).ownerName).toBe('Ayla Vertrieb');
    expect((await stage.admin.call('acceptHandoff', { params: { id: handoffId } })).status).toBeLessThan(300);
    expect(await current()).toBe('lost');
    const lost = await stage.admin.call('loseHandoff', {
      params: { id: handoffId },
      body: { reason: 'Später', unmet: ['time'], answers: {} },
    });
    expect([lost.status, lost.text]).toEqual([expect.any(Number), expect.not.stringContaining('code')]);
    expect(await current()).toBe('over');
    expect((await placeOf('nurture')).search).toBe('?mode=live&node=start');
  });

  it('can be put aside, taken up again and begun anew, by an admin for themselves', async () => {
    const put = (body: object) => stage.admin.call('updateFirstLap', { body });
    expect((await put({ dismissed: true })).body.dismissed).toBe(true);
    expect((await stage.admin.call('getFirstLap')).body.dismissed).toBe(true);
    expect((await put({ dismissed: false })).body.dismissed).toBe(false);
    const again = await put({ again: true });
    expect([again.body.dismissed, again.body.lap.steps[0].state, again.body.lap.lead]).toEqual([
      false,
      'current',
      null,
    ]);
  });

  it('goes with the sample data, and so does the sample website with its key', async () => {
    expect((await stage.anybody.fetch('/example/topics/nowhere')).status).toBe(404);
    await stage.admin.call('removeSample');
    expect(await lap()).toBeNull();
    expect((await stage.anybody.fetch('/example/webinar')).status).toBe(404);
    expect((await stage.admin.call('listKeys')).body.items).toEqual([]);
    const { pages } = (await stage.admin.call('getTouchpointMapping')).body;
    expect(pages.map(({ prefix }: { prefix: string }) => prefix)).toContain('/themen');
    expect(JSON.stringify(pages)).not.toContain('/example/');
  });
});
