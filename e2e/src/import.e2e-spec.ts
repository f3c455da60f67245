import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { Album } from './album';
import { Api } from './api';
import { openBrowser, Person } from './browser';
import { eventually } from './eventually';
import { problemsOf, settled } from './inspection';
import { ADMIN, type Product, startProduct } from './product';

jest.setTimeout(400_000);

/** Two rows that can be used, and two that cannot: an address that is none, a number that is none. */
const FILE = [
  'Kundennummer;E-Mail;Vorname;Nachname;Firma;Mitarbeiter;Quelle',
  '1;anna@import.example;Anna;Ährig;Müller GmbH;1.200;Messe',
  '2;bo@import.example;Bo;Bär;Müller GmbH;;Select',
  '3;kaputt;Cy;Ceh;;;',
  '4;di@import.example;Di;Dee;;viele;',
  '',
].join('\r\n');

describe('an import in the browser', () => {
  let product: Product;
  let browser: Browser;
  let api: Api;
  let person: Person;
  let page: Page;
  const album = new Album('import');
  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), openBrowser()]);
    api = new Api(product.url);
    await api.signIn();
    person = await Person.arrive(browser, product.url, { locale: 'de-DE' });
    page = person.page;
    await person.signIn(ADMIN);
    await person.speak('Deutsch');
  });
  afterAll(async () => {
    await browser?.close();
    await product?.discard();
  });

  /** Drops nothing, chooses: what `npm test` can do in every Chromium. */
  async function upload(name: string, text: string): Promise<void> {
    await page.locator('input[type="file"]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    await page.getByRole('heading', { name, level: 1 }).waitFor();
  }

  async function dryRun(): Promise<void> {
    await page.getByRole('button', { name: 'Probelauf', exact: true }).click();
    await page.getByRole('heading', { name: 'Was geschähe' }).waitFor();
  }

  async function run(rows: number): Promise<void> {
    await page.getByRole('button', { name: `${rows} Zeilen einlesen` }).click();
    await page.getByRole('heading', { name: 'Was geschehen ist' }).waitFor();
  }

  async function looksRight(what: string): Promise<void> {
    await settled(page);
    await album.take(what, page);
    expect(await problemsOf(page)).toEqual([]);
  }

  let refused = '';

  it('shows what a file would do before anything is imported, and why rows are refused', async () => {
    await page.goto('/leads');
    await page.getByRole('link', { name: 'Importieren …' }).click();
    await page.getByText('Noch nichts eingelesen').waitFor();
    await looksRight('the list, empty');
    await upload('kontakte.csv', FILE);
    await looksRight('the mapping');
    await dryRun();
    await page.getByText('„E-Mail“ ist keine E-Mail-Adresse.').first().waitFor();
    await page.getByText('„Mitarbeiter“ ist keine Zahl').first().waitFor();
    await looksRight('the dry run');
    expect(await api.leadId('anna@import.example')).toBeNull();
  });

  it('imports what can be used, and hands the rest back as a file with reasons', async () => {
    await run(2);
    await looksRight('the result');
    expect(await api.leadId('anna@import.example')).not.toBeNull();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Abgelehnte Zeilen als Datei' }).click(),
    ]);
    refused = await readFile(await download.path(), 'utf8');
    expect(refused.split('\r\n').filter((line) => line !== '')).toHaveLength(3);
    expect(refused).toContain('ist keine E-Mail-Adresse');
  });

  it('takes the corrected file, and undoes it without touching the first', async () => {
    await page.goto('/imports');
    await upload('berichtigt.csv', refused.replace('kaputt', 'cy@import.example').replace('viele', '12'));
    await dryRun();
    await run(2);
    expect(await api.leadId('cy@import.example')).not.toBeNull();
    await page.getByRole('button', { name: 'Import rückgängig machen' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('2 neue Einträge, die seither nichts getan haben, verschwinden.').waitFor();
    await looksRight('what undoing would do');
    await dialog.getByRole('button', { name: 'Import rückgängig machen' }).click();
    await page.getByText('Der Import wurde rückgängig gemacht').waitFor();
    await eventually('the leads of the second file are gone', { within: 20_000 }, async () =>
      (await api.leadId('cy@import.example')) === null ? true : undefined,
    );
    expect(await api.leadId('anna@import.example')).not.toBeNull();
    await page.goto('/imports');
    await page.getByRole('link', { name: 'kontakte.csv' }).waitFor();
    await looksRight('the list');
    expect(person.errors).toEqual([]);
  });
});
