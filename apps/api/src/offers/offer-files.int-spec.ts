import { createSigner } from '@ripen/connectors';
import { LARGEST_FILE, SIGNED_LINKS } from '@ripen/contracts';
import { openStage, SECRET, type Stage } from '../stage.fixture';

const BOTH = { de: 'Leitfaden', en: 'Guide' };
const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(1_200_000, 'ä')]);

describe('files of content offers', () => {
  let stage: Stage;
  let offerId: string;
  let cookie: string;
  const signer = createSigner(SECRET);
  beforeAll(async () => {
    stage = await openStage();
    cookie = await stage.signInCookie();
    const body = {
      ...{ slug: 'datei', title: BOTH, description: BOTH, consentWording: BOTH, active: true },
      targetUrl: 'https://www.firma.example/alt.pdf',
    };
    offerId = (await stage.admin.call('createOffer', { body })).body.id;
  });
  afterAll(() => stage.close());

  const upload = (name: string, bytes: Buffer) =>
    fetch(`${stage.url}/api/offers/${offerId}/file?name=${encodeURIComponent(name)}`, {
      method: 'PUT',
      body: new Uint8Array(bytes),
      headers: { cookie, origin: 'http://ripen.test', 'content-type': 'application/octet-stream' },
    });

  it('refuses what its bytes are not, what a browser would run, and what is too large', async () => {
    const page = Buffer.from('<html><script>alert(1)</script>');
    for (const name of ['seite.pdf', 'seite.html', 'seite.txt', 'bild.svg'])
      expect([name, (await upload(name, page)).status]).toEqual([name, 415]);
    expect((await upload('leer.pdf', Buffer.alloc(0))).status).toBe(415);
    const large = await upload('gross.pdf', Buffer.alloc(LARGEST_FILE + 1, '%PDF-')).then(
      ({ status }) => status,
      // The server may hang up before everything is sent.
      () => 413,
    );
    expect(large).toBe(413);
    expect((await stage.admin.call('getOffer', { params: { id: offerId } })).body.file).toBeNull();
  });

  it('hands a file out as an attachment by a link that is signed and ends', async () => {
    const put = await upload('../Leitfaden für alle.pdf', PDF);
    expect([put.status, await put.json()]).toEqual([
      200,
      expect.objectContaining({ targetUrl: null, file: expect.objectContaining({ name: 'Leitfaden für alle.pdf' }) }),
    ]);
    const deliver = await submission();
    const led = await stage.anybody.fetch(deliver, { redirect: 'manual' });
    const location = led.headers.get('location') ?? '';
    expect([led.status, location]).toEqual([302, expect.stringContaining('/o/')]);
    const file = await fetch(stage.url + new URL(location, stage.url).pathname);
    expect(Buffer.from(await file.arrayBuffer()).equals(PDF)).toBe(true);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; .*filename\*=UTF-8''Leitfaden%20f%C3%BCr/);
    expect([file.headers.get('content-type'), file.headers.get('x-content-type-options')]).toEqual([
      'application/pdf',
      'nosniff',
    ]);
    expect((await fetch(`${stage.url}/o/forged`)).status).toBe(404);
  });

  /** The link of the delivery mail of somebody who confirmed. */
  async function submission(): Promise<string> {
    const body = new URLSearchParams({
      ...{ lastName: 'M', email: 'm@lead.example', company: 'x', consent: 'yes', wordingVersion: '1', homepage: '' },
      opened: signer.sign('opened', ['datei', String(Date.now() - 5_000)], Date.now() + 60_000),
    });
    expect((await stage.anybody.fetch('/f/datei', { method: 'POST', body })).status).toBe(200);
    const { rows } = await stage.pool.query<{ id: string }>('SELECT id FROM form_submission');
    const id = rows[0]?.id ?? '';
    await stage.anybody.fetch(SIGNED_LINKS.confirm.path + signer.sign('confirm', [id]), { method: 'POST' });
    return SIGNED_LINKS.deliver.path + signer.sign('deliver', [id]);
  }
});
