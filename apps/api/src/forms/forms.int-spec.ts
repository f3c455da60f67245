import { randomUUID } from 'node:crypto';
import { createSigner } from '@ripen/connectors';
import { defaultForm, type FormDefinition, newField, SIGNED_LINKS } from '@ripen/contracts';
import { openStage, SECRET, type Stage } from '../stage.fixture';

const BOTH = { de: 'Ja, schreiben Sie mir.', en: 'Yes, write to me.' };
const FOREIGN = { origin: 'https://www.kunde.example', 'accept-language': 'de' };

describe('forms that were built', () => {
  let stage: Stage;
  const signer = createSigner(SECRET);
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  const definition = (change: Partial<FormDefinition> = {}): FormDefinition => ({
    ...defaultForm('contact', { title: { de: 'Kontakt', en: 'Contact' }, intro: { de: '', en: '' }, wording: BOTH }),
    fields: [newField('email', { required: true }), newField('lastName', { required: true }), newField('position')],
    ...change,
  });

  async function built(slug: string, change: Partial<FormDefinition> = {}): Promise<{ id: string; revision: number }> {
    const made = (await stage.admin.call('createForm', { body: { name: slug, slug, use: 'contact' } })).body;
    return saved(made, definition(change));
  }

  async function saved({ id, revision }: { id: string; revision: number }, form: FormDefinition) {
    const body = { revision, definition: form };
    const answer = await stage.admin.call('saveForm', { params: { id }, body });
    expect([answer.status, answer.body.draft]).toEqual([200, form]);
    return { id, revision: answer.body.revision as number };
  }

  const publish = ({ id, revision }: { id: string; revision: number }) =>
    stage.admin.call('publishForm', { params: { id }, body: { revision } });
  const part = (slug: string, query = '') => stage.anybody.fetch(`/f/${slug}/part${query}`, { headers: FOREIGN });
  const send = (slug: string, fields: Record<string, string>) =>
    stage.anybody.fetch(`/f/${slug}/part`, {
      method: 'POST',
      headers: FOREIGN,
      body: new URLSearchParams({
        opened: signer.sign('opened', [slug, String(Date.now() - 5_000)], Date.now() + 60_000),
        homepage: '',
        wordingVersion: '1',
        ...fields,
      }),
    });
  const confirmed = async (email: string): Promise<void> => {
    const { rows } = await stage.pool.query<{ id: string }>(
      'SELECT id FROM form_submission WHERE email = $1 AND confirmed_at IS NULL',
      [email],
    );
    const url = SIGNED_LINKS.confirm.path + signer.sign('confirm', [rows[0]?.id ?? '']);
    expect((await stage.anybody.fetch(url, { method: 'POST' })).status).toBe(200);
  };
  const asked = (text: string): string[] => [...text.matchAll(/<label for="(\w+)"/g)].map(([, id = '']) => id);

  it('are seen by nobody before they are published, and as they were published afterwards', async () => {
    const form = await built('entwurf');
    expect((await part('entwurf')).status).toBe(404);
    expect((await publish(form)).body.version).toBe(1);
    await saved(form, definition({ title: { de: 'Anders', en: 'Else' } }));
    const shown = await part('entwurf');
    expect([shown.status, shown.text]).toEqual([200, expect.stringContaining('<h1>Kontakt</h1>')]);
    expect((await publish(form)).body.code).toBe('revision_stale');
  });

  it('stand in a page of any origin: any page may ask, without cookies', async () => {
    await publish(await built('fremd'));
    const shown = await part('fremd');
    expect(shown.headers.get('access-control-allow-origin')).toBe('*');
    expect(shown.headers.get('access-control-allow-credentials')).toBeNull();
    expect(shown.text).not.toMatch(/<script|style=|<html/);
    const wrong = await send('fremd', { email: 'kein', lastName: '' });
    expect([wrong.status, wrong.headers.get('access-control-allow-origin')]).toEqual([422, '*']);
    const taken = await send('fremd', { email: 'fremd@lead.example', lastName: 'Fremd' });
    expect([taken.status, taken.text]).toEqual([200, expect.stringContaining('Fast geschafft')]);
  });

  it('ask for consent to a purpose that exists', async () => {
    const consent = { purpose: 'nobodys', channel: 'email', required: false, wording: BOTH } as const;
    const answer = await publish(await built('zweck', { consent }));
    expect([answer.status, answer.body.code]).toEqual([400, 'validation_failed']);
    const existing = { ...consent, purpose: 'marketing' };
    expect((await publish(await built('zweck-da', { consent: existing }))).status).toBe(200);
  });

  it('prove the words that were shown: another wording is another version', async () => {
    let form = await built('worte');
    await publish(form);
    form = await saved(form, definition({ title: { de: 'Neuer Titel', en: 'New title' } }));
    expect((await publish(form)).body).toMatchObject({ version: 2, wordingVersion: 1 });
    const consent = {
      purpose: 'marketing',
      channel: 'email',
      required: false,
      wording: { ...BOTH, de: 'Ja!' },
    } as const;
    form = await saved(form, definition({ consent }));
    expect((await publish(form)).body).toMatchObject({ version: 3, wordingVersion: 2 });
    const old = await send('worte', {
      email: 'worte@lead.example',
      lastName: 'W',
      consent: 'yes',
      wordingVersion: '1',
    });
    expect(old.status).toBe(422);
    await send('worte', { email: 'worte@lead.example', lastName: 'W', consent: 'yes', wordingVersion: '2' });
    const { rows } = await stage.pool.query(`SELECT wording, wording_version, form_version FROM form_submission`);
    expect(rows).toContainEqual({ wording: 'Ja!', wording_version: 2, form_version: 3 });
  });

  it('ask whoever comes again for what is missing, and show nobody what is stored', async () => {
    await publish(await built('wieder', { progressive: { on: true, most: 1 } }));
    const anonymousId = randomUUID();
    expect(asked((await part('wieder')).text)).toEqual(['email', 'lastName']);
    await send('wieder', { email: 'wieder@lead.example', lastName: 'Geheimname', anonymousId });
    await confirmed('wieder@lead.example');
    const again = await part('wieder', `?anonymousId=${anonymousId}`);
    expect(asked(again.text)).toEqual(['email', 'position']);
    expect(again.text).not.toMatch(/Geheimname|wieder@lead/);
    expect(asked((await part('wieder', `?anonymousId=${randomUUID()}`)).text)).toEqual(['email', 'lastName']);
  });

  it('leave nobody who did not agree with a consent', async () => {
    await publish(await built('ohne'));
    await send('ohne', { email: 'ohne@lead.example', lastName: 'Ohne' });
    await confirmed('ohne@lead.example');
    const { items } = (await stage.admin.call('listLeads', { query: { search: 'ohne@lead.example' } })).body;
    expect((await stage.admin.call('getLead', { params: { id: items[0].id } })).body.consents).toEqual([]);
  });
});
