import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { Album } from './album';
import { openBrowser, Person } from './browser';
import { ADMIN, type Product, startProduct } from './product';

jest.setTimeout(400_000);

const SCREENS = [
  '/worklist',
  '/board',
  '/leads',
  '/journeys',
  '/scoring',
  '/content',
  '/mailbox',
  ...['attention', 'company', 'sla', 'people', 'teams', 'keys', 'touchpoints', 'account'].map(
    (part) => `/settings/${part}`,
  ),
];
const SCHEMES = ['light', 'dark'] as const;
const OWN_NAMES = { de: 'Deutsch', en: 'English' } as const;
/** A key without words shows itself: "leads.group.all". */
const BARE_KEY =
  /\b(board|common|content|entry|journeys|leads|mailbox|scoring|settings|shell|words|worklist)\.[a-z]\w*(\.\w+)*\b/;

describe('every screen', () => {
  let product: Product;
  let browser: Browser;
  let album: Album;
  beforeAll(async () => {
    album = new Album('screens');
    browser = await openBrowser();
    product = await startProduct();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.discard();
  });

  const arrive = async (colorScheme: 'light' | 'dark', language: 'de' | 'en') => {
    const person = await Person.arrive(browser, product.url, { locale: 'de-DE', colorScheme });
    await person.signIn(ADMIN);
    await person.speak(OWN_NAMES[language]);
    return person;
  };

  it.each([
    ['light', 'en'],
    ['dark', 'de'],
  ] as const)('passes axe in the %s theme and has words for everything in %s', async (colorScheme, language) => {
    const { page, errors } = await arrive(colorScheme, language);
    const found: string[] = [];
    await eachScreen(page, async (name) => {
      const problems = [...(await bareKeys(page)), ...(await seriousViolations(page))];
      found.push(...problems.map((problem) => `${name}: ${problem}`));
      await album.take(`${colorScheme} ${name}`, page);
    });
    expect({ found, errors }).toEqual({ found: [], errors: [] });
  });

  it.each(SCHEMES)('of people without an account passes axe in the %s theme', async (colorScheme) => {
    const { page } = await Person.arrive(browser, product.url, { locale: 'de-DE', colorScheme });
    for (const path of ['/sign-in', '/f/leitfaden-retrofit', '/u/forged']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect([path, await seriousViolations(page)]).toEqual([path, []]);
      await album.take(`${colorScheme} ${path}`, page);
    }
  });
});

/** Every screen of the studio, and behind the lists one lead and one journey, drawn and live. */
async function eachScreen(page: Page, look: (name: string) => Promise<void>): Promise<void> {
  for (const path of SCREENS) {
    await page.goto(path);
    await settled(page);
    await look(path);
  }
  await page.goto('/leads');
  await page.getByRole('link', { name: 'Maria Beispiel' }).click();
  await settled(page);
  await look('a lead');
  await page.goto('/journeys');
  await page.getByRole('main').getByRole('link', { name: 'Reifung' }).click();
  await page.getByRole('application').getByRole('group').first().waitFor();
  await settled(page);
  await look('a journey, drawn');
  await page.getByText('Live', { exact: true }).first().click();
  await page.getByRole('main').getByRole('status').getByText('live').waitFor();
  await settled(page);
  await look('a journey, live');
}

/** Until the screen shows what it has to show: its heading, and no placeholder. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
  await page.locator('.mantine-Skeleton-root, [aria-busy="true"]').first().waitFor({ state: 'detached' });
}

/** In what is read, heard or shown on hover. */
async function bareKeys(page: Page): Promise<string[]> {
  const heard = (await page.locator('body').ariaSnapshot()).replaceAll(/\/url:.*/g, '');
  const hovered = await page.locator('[title]').evaluateAll((all) => all.map((one) => one.getAttribute('title') ?? ''));
  return [heard, ...hovered].flatMap((text) => BARE_KEY.exec(text)?.[0] ?? []);
}

async function seriousViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id} at ${nodes
          .map(({ target }) => target.join(' '))
          .slice(0, 3)
          .join(', ')}`,
    );
}
