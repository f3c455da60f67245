import type { Browser } from 'playwright-core';
import { Album } from './album';
import { openBrowser, Person } from './browser';
import { problemsOf } from './inspection';
import { LapGuide, popup } from './lap-guide';
import { type Product, startEmptyProduct } from './product';
import { setUpByHand } from './set-up-screens';
import { pressUntilTaken } from './visitor';

jest.setTimeout(400_000);

/** Long enough for a mail and for a decision of the loop. */
const SOON = { timeout: 20_000 };

describe('the first visit', () => {
  let product: Product;
  let browser: Browser;
  const album = new Album('first-lap');
  beforeAll(async () => {
    browser = await openBrowser();
    product = await startEmptyProduct();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.discard();
  });

  it('leads from an empty product once around, by hand, with a guide that sees what was done', async () => {
    const admin = await Person.arrive(browser, product.url, { locale: 'en-GB' });
    const { page } = admin;
    page.setDefaultTimeout(SOON.timeout);
    const guide = new LapGuide(page);
    const mail = page.frameLocator('iframe');
    const found: string[] = [];
    const look = async () => void found.push(...(await problemsOf(page)));

    await album.station('three steps of set-up', page, () => setUpByHand(page, look));
    await album.station('the guide waits, and can be put aside', page, async () => {
      await guide.reach('Ask for the guide as yourself');
      await look();
      await guide.putAside();
      await guide.resume();
    });
    await album.station('the sample form, as oneself', page, async () => {
      const form = await guide.open('Open the form');
      await form.getByLabel('First name').fill('Ada');
      await form.getByLabel('Last name').fill('Admin');
      await form.getByLabel('E-mail address').fill('ada@musterfirma.example');
      await form.getByRole('textbox', { name: 'Company' }).fill('Musterfirma');
      await form.getByRole('checkbox').check();
      await pressUntilTaken(form, { button: 'Request', taken: 'Almost there' });
      await form.close();
      await guide.reach('Confirm your address');
    });
    await album.station('confirmed by the mail in the mailbox', page, async () => {
      await page
        .getByRole('link', { name: 'Open the mail' })
        .and(page.locator('[href^="/mailbox/"]:not([href*="?"])'))
        .click();
      const confirm = await popup(page, () => mail.getByRole('link', { name: 'Confirm the request' }).click());
      await confirm.getByRole('button', { name: 'Confirm' }).click();
      await confirm.getByRole('heading', { name: 'Thank you!' }).waitFor();
      await confirm.close();
      await guide.reach('Become sales-ready');
      expect(await guide.said()).toBe('Done: See yourself in the journey. Next: Become sales-ready');
    });
    await album.station('oneself on the live canvas', page, async () => {
      await guide.go('Watch live');
      await page.getByRole('complementary', { name: 'People at the selected step' }).getByText('Ada Admin').waitFor();
      await look();
    });
    await album.station('a click in the mail, a webinar: ripe', page, async () => {
      await page
        .getByRole('link', { name: 'Click the link in the guide’s mail' })
        .and(page.locator('[href^="/mailbox/"]:not([href*="?"])'))
        .click();
      const read = await popup(page, () => mail.getByRole('link', { name: 'Read the guide' }).click());
      await read.getByRole('heading', { name: 'Guide: five steps to a retrofit' }).waitFor();
      await read.close();
      await guide.sees('Click the link in the guide’s mail');
      const webinar = await guide.open('Sign up for the sample webinar');
      await webinar.getByRole('button', { name: 'Yes, please' }).click();
      await webinar.getByRole('button', { name: 'Sign up for the webinar' }).click();
      await webinar.getByText('You are signed up.').waitFor();
      await webinar.close();
      await guide.reach('Take the handoff as the rep');
    });
    await album.station('the handoff, taken for the rep', page, async () => {
      await guide.go('Open in the worklist');
      await page.getByRole('button', { name: 'Accept' }).click();
      await guide.reach('Lose it: not the right time');
    });
    await album.station('lost, the time is not right', page, async () => {
      await page.getByRole('button', { name: 'Lost' }).click();
      const dialog = page.getByRole('dialog', { name: 'Lost' });
      await dialog.getByRole('textbox', { name: 'Why was it lost?' }).fill('Next year.');
      await dialog.getByRole('checkbox', { name: 'Time' }).check();
      await dialog.getByRole('button', { name: 'Save' }).click();
      await guide.isOver();
      await look();
    });
    await album.station('back in nurture', page, async () => {
      await guide.go('Watch live');
      await page.getByRole('heading', { name: 'Rückläufer', level: 1 }).waitFor({ state: 'attached' });
      await page.getByRole('complementary', { name: 'People at the selected step' }).getByText('Ada Admin').waitFor();
    });
    expect({ found, errors: admin.errors }).toEqual({ found: [], errors: [] });
  });
});
