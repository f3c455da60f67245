import { Secret, TOTP } from 'otpauth';
import type { Browser, Locator, Page } from 'playwright-core';
import { ACCESS_WORDS } from './access-words';
import { Album } from './album';
import { openBrowser, Person } from './browser';
import { problemsOf, settled, sidewaysOf } from './inspection';
import { linkIn, openMail } from './mailbox';
import { ADMIN, type Product, startProduct } from './product';

jest.setTimeout(400_000);

const GUESTS = [
  ['light', 'en', { name: 'Greta Guest', email: 'greta.guest@team.example' }],
  ['dark', 'de', { name: 'Gustav Gast', email: 'gustav.gast@team.example' }],
] as const;
const FIRST = 'ein reifer Apfel fällt';
const SECOND = 'zwei reife Birnen fallen';
const LOCALES = { de: 'de-DE', en: 'en-GB' } as const;
const OWN_NAMES = { de: 'Deutsch', en: 'English' } as const;
const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

describe('somebody who is invited', () => {
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
    product = await startProduct();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.discard();
  });

  it.each(GUESTS)(
    'joins, proves who they are twice, and stands in the log (%s, %s)',
    async (colorScheme, lang, guest) => {
      const words = ACCESS_WORDS[lang];
      const album = new Album(`access-${lang}`);
      const arrive = () => Person.arrive(browser, product.url, { locale: LOCALES[lang], colorScheme });
      const admin = await arrive();
      const joined = await arrive();
      const { page } = joined;
      const look = async (what: string, seen: Page = page): Promise<void> => {
        await settled(seen);
        const found = await problemsOf(seen);
        await album.take(what, seen);
        await seen.setViewportSize(PHONE);
        const sideways = await sidewaysOf(seen);
        await album.take(`${what} on a phone`, seen);
        await seen.setViewportSize(WIDE);
        expect([what, ...found, ...sideways]).toEqual([what]);
      };
      const linkOfMail = async (subject: string, name: string): Promise<string> =>
        linkIn(await openMail(admin.page, { to: guest.email, subject }), name);

      await admin.signIn(ADMIN);
      await admin.speak(OWN_NAMES[lang]);
      await invite(admin.page, words, guest, look);

      await page.goto(await linkOfMail(words.invitation, words.accept));
      await password(page, words.password).fill(FIRST);
      await look('joining');
      await page.getByRole('button', { name: words.join }).click();
      await page.getByRole('navigation').first().waitFor();

      const { code, spare } = await secondFactor(page, words, look);
      await leave(page, words);
      await withPassword(page, words, { email: guest.email, password: FIRST });
      await page.getByRole('textbox', { name: words.code }).fill('000000');
      await page.getByRole('button', { name: words.signIn }).click();
      await page.getByRole('alert').waitFor();
      await look('a wrong code');
      await enter(page, words, code());

      const elsewhere = await arrive();
      await withPassword(elsewhere.page, words, { email: guest.email, password: FIRST });
      await enter(elsewhere.page, words, spare[0] ?? '');
      await page.goto('/settings/account');
      await page.getByText(words.left(9)).waitFor();
      const sessions = page.getByRole('table', { name: words.sessions });
      await look('two sessions');
      await sessions.getByRole('button', { name: words.signOut }).click();
      await sessions.getByRole('button').waitFor({ state: 'detached' });
      await elsewhere.page.goto('/settings/account');
      await elsewhere.page.getByRole('button', { name: words.signIn }).waitFor();

      await leave(page, words);
      await page.getByRole('link', { name: words.forgot }).click();
      await page.getByRole('textbox', { name: words.email }).fill(guest.email);
      await look('asking for a new password');
      await page.getByRole('button', { name: words.send }).click();
      await page.getByText(words.underway).waitFor();
      await look('the link is on its way');
      await page.goto(await linkOfMail(words.reset, words.choose));
      await password(page, words.password).fill(SECOND);
      await page.getByRole('button', { name: words.set }).click();
      await page.getByText(words.isSet).waitFor();
      await look('the new password is set');
      await withPassword(page, words, { email: guest.email, password: SECOND });
      await enter(page, words, spare[1] ?? '');

      await makeKey(admin.page, words, `CRM ${guest.name}`, look);
      await readLog(admin.page, words, guest, look);
      expect([...admin.errors, ...joined.errors, ...elsewhere.errors]).toEqual([]);
    },
  );
});

type Words = (typeof ACCESS_WORDS)[keyof typeof ACCESS_WORDS];
type Look = (what: string, seen?: Page) => Promise<void>;
interface Guest {
  readonly name: string;
  readonly email: string;
}

async function invite(page: Page, words: Words, { name, email }: Guest, look: Look): Promise<void> {
  await page.goto('/settings/people');
  await settled(page);
  await page.getByRole('button', { name: words.invite }).first().click();
  const dialog = page.getByRole('dialog', { name: words.invite });
  await dialog.getByRole('textbox', { name: words.name }).fill(name);
  await dialog.getByRole('textbox', { name: words.email }).fill(email);
  await look('inviting', page);
  await dialog.getByRole('button', { name: words.invite }).click();
  await page.getByRole('row', { name }).getByText(words.invited).waitFor();
  await dialog.waitFor({ state: 'detached' });
  await look('people, one invited', page);
}

/** Turns it on; answers the codes that an app would show from then on, each good once, and the recovery codes. */
async function secondFactor(
  page: Page,
  words: Words,
  look: Look,
): Promise<{ readonly code: () => string; readonly spare: readonly string[] }> {
  await page.goto('/settings/account');
  await look('the account');
  await page.getByRole('button', { name: words.setUp }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words.again, { exact: true }).fill(FIRST);
  await dialog.getByRole('button', { name: words.next }).click();
  const secret = (await dialog.locator('code').textContent()) ?? '';
  const app = new TOTP({ secret: Secret.fromBase32(secret) });
  await look('the second factor');
  const confirmedAt = Date.now();
  await dialog.getByRole('textbox', { name: words.code }).fill(app.generate({ timestamp: confirmedAt }));
  await dialog.getByRole('button', { name: words.turnOn }).click();
  await dialog.getByRole('button', { name: words.kept }).waitFor();
  const spare = await dialog.getByRole('listitem').allTextContents();
  expect(new Set(spare).size).toBe(10);
  await look('recovery codes');
  await dialog.getByRole('button', { name: words.kept }).click();
  await page.getByText(words.left(10)).waitFor();
  // A code opens once: at the door it is the next one, which is taken early.
  return { code: () => app.generate({ timestamp: Math.max(Date.now(), confirmedAt + app.period * 1_000) }), spare };
}

async function withPassword(page: Page, words: Words, who: { email: string; password: string }): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: words.email }).fill(who.email);
  await password(page, words.password).fill(who.password);
  await page.getByRole('button', { name: words.signIn }).click();
  await page.getByRole('textbox', { name: words.code }).waitFor();
}

async function enter(page: Page, words: Words, code: string): Promise<void> {
  await page.getByRole('textbox', { name: words.code }).fill(code);
  await page.getByRole('button', { name: words.signIn }).click();
  await page.getByRole('button', { name: words.person }).waitFor();
}

async function leave(page: Page, words: Words): Promise<void> {
  await settled(page);
  await page.getByRole('button', { name: words.person }).click();
  await page.getByRole('menuitem', { name: words.signOut }).click();
  await page.getByRole('link', { name: words.forgot }).waitFor();
}

async function makeKey(page: Page, words: Words, purpose: string, look: Look): Promise<void> {
  await page.goto('/settings/keys');
  await settled(page);
  await page.getByRole('button', { name: words.newKey }).first().click();
  const dialog = page.getByRole('dialog', { name: words.newKey });
  await dialog.getByText(words.api, { exact: true }).click();
  await dialog.getByRole('textbox', { name: words.purpose }).fill(purpose);
  await look('a key and its rights', page);
  await dialog.getByRole('button', { name: words.add }).click();
  await dialog.locator('code').waitFor();
  await look('a key, shown once', page);
  await dialog.getByRole('button', { name: words.copied }).click();
  await page
    .getByRole('table', { name: words.keys, exact: true })
    .getByRole('row', { name: purpose })
    .getByText(words.one)
    .waitFor();
  await look('keys', page);
}

/** What was done stands there in sentences that name who and whom, and the chain of entries holds. */
async function readLog(page: Page, words: Words, { name }: Guest, look: Look): Promise<void> {
  await page.goto('/settings/audit');
  await page.getByText(words.sound).waitFor();
  const log = page.getByRole('table', { name: words.log });
  await log
    .getByRole('row', { name: `CRM ${name}` })
    .first()
    .waitFor();
  await look('the audit log', page);
  expect(await log.getByRole('row', { name }).count()).toBeGreaterThanOrEqual(6);
}

/** Beside each such field stands a button that shows what was typed. */
function password(page: Page, name: string): Locator {
  return page.getByRole('textbox', { name, exact: true });
}
