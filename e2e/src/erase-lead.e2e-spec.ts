import type { Browser, Page } from 'playwright-core';
import { Album } from './album';
import { openBrowser, Person } from './browser';
import { problemsOf, seriousViolations, settled } from './inspection';
import { ADMIN, type Product, startProduct } from './product';

jest.setTimeout(400_000);

const VARIANTS = [
  ['light', 'Deutsch', 'Muster', 1440],
  ['dark', 'English', 'Probe', 390],
] as const;

const WORDS = {
  Deutsch: {
    actions: 'Aktionen',
    erase: 'Person löschen …',
    dialog: 'Person löschen',
    word: 'Bestätigung',
    verb: 'Endgültig löschen',
    done: 'erledigt',
    on: 'Regel ist an: Anonyme Besucher ohne Besuch seit',
    saved: 'Gespeichert',
  },
  English: {
    actions: 'Actions',
    erase: 'Erase this person…',
    dialog: 'Erase a person',
    word: 'Confirmation',
    verb: 'Erase for good',
    done: 'done',
    on: 'Rule is on: Anonymous visitors without a visit for',
    saved: 'Saved',
  },
} as const;

describe('erasing a lead in the studio', () => {
  let product: Product;
  let browser: Browser;
  let album: Album;
  beforeAll(async () => {
    album = new Album('erase-lead');
    browser = await openBrowser();
    product = await startProduct();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.discard();
  });

  it.each(VARIANTS)(
    'says what goes, wants it confirmed and shows the receipt (%s, %s)',
    async (colorScheme, language, name, width) => {
      const person = await Person.arrive(browser, product.url, { locale: 'de-DE', colorScheme });
      const { page } = person;
      await person.signIn(ADMIN);
      await person.speak(language);
      await page.setViewportSize({ width, height: 900 });
      const words = WORDS[language];
      const look = async (what: string): Promise<void> => {
        await settled(page);
        await album.take(`${what} ${colorScheme} ${language}`, page);
        expect([what, ...(await problemsOf(page)), ...(await seriousViolations(page))]).toEqual([what]);
      };

      await openLead(page, name);
      await page.getByRole('button', { name: words.actions }).click();
      await page.getByRole('menuitem', { name: words.erase }).click();
      const dialog = page.getByRole('dialog', { name: words.dialog });
      const verb = dialog.getByRole('button', { name: words.verb });
      const word = (await dialog.getByText(/[„“](.+)[“”]/).textContent()) ?? '';
      await look('the dialog');
      expect(await verb.isDisabled()).toBe(true);
      await dialog.getByRole('textbox', { name: words.word }).fill(/[„“]([^„“”]+)[“”]/.exec(word)?.[1] ?? '');
      await verb.click();
      await page.waitForURL(/\/erasures\//);
      await page.getByRole('main').getByText(words.done, { exact: true }).first().waitFor({ timeout: 60_000 });
      await look('the receipt');

      await page.goto('/settings/erasures');
      await page.getByRole('main').getByText(words.done, { exact: true }).first().waitFor();
      await look('all receipts');

      await page.goto('/settings/retention');
      await page.getByRole('switch', { name: words.on }).click({ force: true });
      await page.getByText(words.saved).waitFor();
      await look('retention');
      expect(person.errors).toEqual([]);
    },
  );

  async function openLead(page: Page, name: string): Promise<void> {
    await page.goto(`/leads?search=${name}`);
    await page
      .getByRole('link', { name: new RegExp(name) })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: new RegExp(name) }).waitFor();
    await settled(page);
  }
});
