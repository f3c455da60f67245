import { existsSync } from 'node:fs';
import { loadTestSettings } from '@ripen/config';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { settled } from './inspection';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const USUAL_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const PATIENCE_MS = 15_000;

/** The Chromium that `npm test` found, else one in a usual place. */
export function openBrowser(): Promise<Browser> {
  const executablePath = loadTestSettings().browserPath ?? USUAL_PLACES.find(existsSync);
  if (executablePath === undefined) throw new Error('No Chromium: run the tests by `npm test`, which fetches one.');
  return chromium.launch({ executablePath, args: FLAGS });
}

export interface Reader {
  /** The language of the browser: what pages for people without an account speak. */
  readonly locale: 'de-DE' | 'en-GB';
  readonly colorScheme?: 'light' | 'dark';
}

/** A person with a browser of their own: nothing is shared with the others, and every page error counts. */
export class Person {
  /** What went wrong on this person's pages. */
  readonly errors: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly url: string,
  ) {
    page.on('pageerror', (error) => this.errors.push(error.message));
    // A style or script that our own policy refuses breaks a page without an error.
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) this.errors.push(message.text());
    });
  }

  static async arrive(browser: Browser, url: string, { locale, colorScheme = 'light' }: Reader): Promise<Person> {
    const context = await browser.newContext({
      baseURL: url,
      locale,
      colorScheme,
      timezoneId: 'Europe/Berlin',
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(PATIENCE_MS);
    return new Person(context, await context.newPage(), url);
  }

  /** By the sign-in page, in whichever language it speaks. */
  async signIn({ email, password }: { readonly email: string; readonly password: string }): Promise<void> {
    const { page } = this;
    await page.goto('/');
    await page.getByRole('textbox', { name: /^(E-mail address|E-Mail-Adresse)$/ }).fill(email);
    await page.getByRole('textbox', { name: /^(Password|Passwort)$/ }).fill(password);
    await page.getByRole('button', { name: /^(Sign in|Anmelden)$/ }).click();
    await page.getByRole('navigation', { name: /^(Main navigation|Hauptnavigation)$/ }).waitFor();
  }

  async speak(language: 'English' | 'Deutsch'): Promise<void> {
    const { page } = this;
    // A menu that opens while the screen behind it still comes may close again.
    await settled(page);
    await page.getByRole('button', { name: /Language|Sprache/ }).click();
    await page.getByRole('menu').getByText(language, { exact: true }).click();
    await page.locator(`html[lang="${language === 'English' ? 'en' : 'de'}"]`).waitFor();
  }
}
