import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { Album } from './album';
import { Api } from './api';
import { openBrowser, Person } from './browser';
import { eventually } from './eventually';
import { problemsOf, seriousViolations, settled } from './inspection';
import { ADMIN, type Product, startProduct } from './product';
import { atWork, behindTheLists, eachScreen, type Look, SCREENS, type Tongue } from './tour';
import { sendForm } from './visitor';

jest.setTimeout(400_000);

const REP = { name: 'Ayla Vertrieb', email: 'ayla.vertrieb@team.example', password: 'ayla nimmt sich zeit' };
const MANAGER = { name: 'Marta Leitung', email: 'marta.leitung@team.example', password: 'marta sieht alles' };
const RIPE = { email: 'rita.reif@lead.example', firstName: 'Rita', lastName: 'Reif', position: 'Marketing-Leitung' };

const OWN_NAMES = { de: 'Deutsch', en: 'English' } as const;
const VARIANTS = [
  ['light', 'en'],
  ['dark', 'de'],
] as const;

const FAULTS = [
  ['a button without a name', '<button type="button"></button>', /^button-name at /],
  ['a text that is hardly seen', '<p style="color:#bbb;background:#fff">kaum zu sehen</p>', /^color-contrast at /],
  ['a picture without words', '<img src="/favicon.svg">', /^image-alt at /],
  ['a key without words, read', '<p>leads.group.all</p>', /^leads\.group\.all$/],
  ['a key without words, on hover', '<p title="common.never">x</p>', /^common\.never$/],
] as const;

const idsSchema = z.object({ items: z.array(z.object({ id: z.string(), name: z.string().optional() })) });

describe('every screen', () => {
  let product: Product;
  let browser: Browser;
  let album: Album;
  beforeAll(async () => {
    album = new Album('screens');
    browser = await openBrowser();
    product = await startProduct();
    await people(product);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.discard();
  });

  interface Eyes {
    readonly colorScheme: 'light' | 'dark';
    readonly tongue: Tongue;
  }
  /** Shows somebody around and answers what was wrong on the way. */
  async function tour(
    who: { readonly email: string; readonly password: string },
    { colorScheme, tongue }: Eyes,
    way: (page: Page, look: Look) => Promise<void>,
  ): Promise<string[]> {
    const person = await Person.arrive(browser, product.url, { locale: 'de-DE', colorScheme });
    const { page, errors } = person;
    await person.signIn(who);
    await person.speak(OWN_NAMES[tongue]);
    const found: string[] = [];
    await way(page, async (name) => {
      const problems = await problemsOf(page);
      found.push(...problems.map((problem) => `${name}: ${problem}`));
      if (problems.length > 0) await album.take(`${colorScheme} ${name}`, page);
    });
    await person.context.close();
    return [...found, ...errors];
  }

  it.each(VARIANTS)(
    'of an admin passes axe in the %s theme and has words for everything in %s',
    async (scheme, lang) => {
      const found = await tour(ADMIN, { colorScheme: scheme, tongue: lang }, async (page, look) => {
        await eachScreen(page, SCREENS.admin, look);
        await behindTheLists(page, lang, look);
      });
      expect(found).toEqual([]);
    },
  );

  it.each(VARIANTS)(
    'of a sales rep and a manager passes axe in the %s theme, with words in %s',
    async (scheme, lang) => {
      const eyes = { colorScheme: scheme, tongue: lang };
      const asRep = await tour(REP, eyes, async (page, look) => {
        await eachScreen(page, SCREENS.rep, look);
        await atWork(page, lang, look);
      });
      const asManager = await tour(MANAGER, eyes, (page, look) => eachScreen(page, SCREENS.manager, look));
      expect({ asRep, asManager }).toEqual({ asRep: [], asManager: [] });
    },
  );

  it.each(['light', 'dark'] as const)(
    'of people without an account passes axe in the %s theme',
    async (colorScheme) => {
      const { page, context, errors } = await Person.arrive(browser, product.url, { locale: 'de-DE', colorScheme });
      const pages = ['/sign-in', '/f/leitfaden-retrofit', '/u/forged', '/example/topics/retrofit', '/example/webinar'];
      for (const path of pages) {
        await page.goto(path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        expect([path, await seriousViolations(page)]).toEqual([path, []]);
        await album.take(`${colorScheme} ${path}`, page);
      }
      expect(errors).toEqual([]);
      await context.close();
    },
  );

  it('is looked at by eyes that see every fault that is planted', async () => {
    const person = await Person.arrive(browser, product.url, { locale: 'de-DE' });
    const { page } = person;
    await person.signIn(ADMIN);
    await page.goto('/settings/account');
    await settled(page);
    expect(await problemsOf(page)).toEqual([]);
    for (const [fault, html, seen] of FAULTS) {
      await page.evaluate(
        `document.querySelector('main').insertAdjacentHTML('beforeend', ${JSON.stringify(`<div id="fault">${html}</div>`)})`,
      );
      expect([fault, await problemsOf(page)]).toEqual([fault, [expect.stringMatching(seen)]]);
      await page.evaluate(`document.getElementById('fault').remove()`);
    }
    await person.context.close();
  });
});

/** A rep and a manager who can sign in, a lead that was handed to the rep and accepted, and a mail in the mailbox. */
async function people({ url }: Product): Promise<void> {
  const api = new Api(url);
  await api.signIn();
  const users = idsSchema.parse(await api.call('listUsers'));
  for (const { name, password } of [REP, MANAGER]) {
    const id = users.items.find((user) => user.name === name)?.id ?? '';
    await api.call('updateUser', { params: { id }, body: { password } });
  }
  const lead = z.object({ id: z.string() }).parse(await api.call('createLead', { body: RIPE }));
  await api.call('adjustLeadPoints', {
    params: { id: lead.id },
    body: { pointsMilli: 60_000, reason: 'Auf der Messe gesprochen' },
  });
  const handoff = await eventually('the ripe lead is handed over', { within: 30_000 }, async () => {
    const list = idsSchema.parse(await api.call('getWorklist', { query: { view: 'all' } }));
    return list.items[0]?.id;
  });
  await api.call('acceptHandoff', { params: { id: handoff } });
  await sendForm(url, 'fritz.frueh@lead.example');
  await api.mailTo('fritz.frueh@lead.example', /^Bitte bestätigen/);
}
