import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { Api } from './api';
import { openBrowser, Person } from './browser';
import { eventually } from './eventually';
import { seriousViolations } from './inspection';
import { type Product, startProduct } from './product';
import { linkOf, sendForm } from './visitor';

jest.setTimeout(400_000);

const partsSchema = z.array(z.object({ name: z.string(), pid: z.number() }));
const draftSchema = z.object({ journey: z.object({ id: z.string() }), revision: z.number() });
const leadSchema = z.object({
  enrollments: z.array(z.object({ journeyName: z.string(), status: z.string() })),
  consents: z.array(z.object({ purpose: z.string(), channel: z.string(), state: z.string(), via: z.string() })),
});
const mailsSchema = z.object({
  items: z.array(
    z.object({
      subject: z.object({ de: z.string() }),
      state: z.string(),
      reason: z.object({ de: z.string() }).nullable(),
    }),
  ),
});

const text = (subject: string) => ({ subject, body: 'Guten Tag {{ lead.firstName }}' });
const mail = (id: string) => ({
  ...{ id, kind: 'send_email', name: '', position: { x: 0, y: 0 } },
  config: { content: { de: text(`Brief ${id}`), en: text(`Letter ${id}`) } },
});
/** Two letters, a few seconds apart. */
const TWO_LETTERS = {
  schema: 1,
  nodes: [
    { id: 'start', kind: 'trigger', name: '', position: { x: 0, y: 0 }, config: { on: 'by_hand' } },
    mail('one'),
    { id: 'pause', kind: 'wait', name: '', position: { x: 0, y: 0 }, config: { amount: 12, unit: 'seconds' } },
    mail('two'),
    { id: 'end', kind: 'exit', name: '', position: { x: 0, y: 0 }, config: { reason: 'done' } },
  ],
  edges: [
    ['start', 'next', 'one'],
    ['one', 'sent', 'pause'],
    ['pause', 'next', 'two'],
    ['two', 'sent', 'end'],
  ].map(([from, port, to]) => ({ id: `${from}-${port}`, from, port, to })),
};

describe('the preference centre', () => {
  let product: Product;
  let browser: Browser;
  let api: Api;
  let journeyId: string;
  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), openBrowser()]);
    api = new Api(product.url);
    await api.signIn();
    const draft = draftSchema.parse(await api.call('createJourney', { body: { name: 'Zwei Briefe' } }));
    journeyId = draft.journey.id;
    const params = { id: journeyId };
    await api.call('saveDraft', { params, body: { revision: draft.revision, graph: TWO_LETTERS } });
    await api.call('publishJourney', { params, body: { revision: draft.revision + 1, comment: '' } });
  });
  afterAll(async () => {
    await browser?.close();
    await product?.discard();
  });

  async function reader(email: string): Promise<{ leadId: string; page: Person['page']; person: Person }> {
    await sendForm(product.url, email);
    await fetch(linkOf(await api.mailTo(email, /^Bitte bestätigen/), 'c'), { method: 'POST' });
    const leadId = await eventually('the lead is known', { within: 20_000 }, () => api.leadId(email));
    await api.call('enrolLead', { params: { id: journeyId }, body: { email } });
    const letter = await api.mailTo(email, /^Brief one$/);
    const person = await Person.arrive(browser, product.url, { locale: 'de-DE' });
    await person.page.goto(linkOf(letter, 'p'));
    return { leadId, page: person.page, person };
  }
  const lead = async (id: string) => leadSchema.parse(await api.call('getLead', { params: { id } }));
  const ended = (id: string) =>
    eventually('the journey has ended', { within: 60_000 }, async () =>
      (await lead(id)).enrollments.some(
        ({ journeyName, status }) => journeyName === 'Zwei Briefe' && status === 'ended',
      ),
    );
  const letters = async (id: string): Promise<string[]> => {
    const { items } = mailsSchema.parse(await api.call('listLeadMails', { params: { id } }));
    return items
      .filter(({ subject }) => subject.de.startsWith('Brief'))
      .map(({ subject, state }) => `${subject.de} ${state}`);
  };

  it('says what somebody gets, without an account, to everybody who can see or hear it', async () => {
    const { page, person } = await reader('lina.leserin@lead.example');
    await page.getByRole('heading', { name: 'Ihre Einstellungen' }).waitFor();
    const box = page.getByRole('group', { name: 'Werbung und Fachinformationen' }).getByLabel(/per E-Mail/);
    expect(await box.isChecked()).toBe(true);
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('radio', { name: 'Englisch' }).check();
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByRole('status').getByText('Saved.').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await seriousViolations(page)).toEqual([]);
    expect(person.errors).toEqual([]);
  });

  it('what is switched off is not sent from the next step on, also when the worker is killed in between', async () => {
    const { leadId, page } = await reader('willi.widerruf@lead.example');
    const parts = partsSchema.parse(JSON.parse(await readFile(join(product.dataFolder, 'parts.json'), 'utf8')));
    const worker = parts.find(({ name }) => name === 'the worker');
    if (worker === undefined) throw new Error('there is no worker');
    await page
      .getByRole('group', { name: 'Werbung und Fachinformationen' })
      .getByLabel(/per E-Mail/)
      .uncheck();
    process.kill(worker.pid, 'SIGKILL');
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByRole('status').getByText('Gespeichert.').waitFor();
    expect((await lead(leadId)).consents[0]).toMatchObject({ state: 'withdrawn', via: 'preferences' });
    await ended(leadId);
    expect(await letters(leadId)).toEqual(['Brief two dropped', 'Brief one sent']);
  });

  it('unsubscribes from everything by one button, and says so', async () => {
    const { leadId, page } = await reader('nie.wieder@lead.example');
    await page.getByRole('button', { name: 'Von allem abmelden' }).click();
    await page.getByRole('status').getByText('Sie sind von allem abgemeldet.').waitFor();
    await ended(leadId);
    expect(await letters(leadId)).toEqual(['Brief two dropped', 'Brief one sent']);
    const { consents } = await lead(leadId);
    expect(
      consents
        .filter(({ purpose }) => purpose === 'marketing')
        .slice(0, 2)
        .map(({ state }) => state),
    ).toEqual(['withdrawn', 'withdrawn']);
  });
});
