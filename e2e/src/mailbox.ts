import type { Locator, Page } from 'playwright-core';

export interface Mail {
  readonly to: string;
  readonly subject: string | RegExp;
}

/** Opens the newest mail of that kind in the built-in mailbox, waiting until it has arrived. Answers the mail as it is rendered. */
export async function openMail(page: Page, { to, subject }: Mail, within = 20_000): Promise<Locator> {
  await page.goto(`/mailbox?search=${encodeURIComponent(to)}`);
  await page.getByRole('main').getByRole('link', { name: subject }).first().click({ timeout: within });
  await page.getByRole('heading', { name: subject, level: 2 }).waitFor();
  return page.frameLocator('iframe').locator('body');
}

/** Where a link of an open mail leads. */
export async function linkIn(mail: Locator, name: string | RegExp): Promise<string> {
  const href = await mail.getByRole('link', { name }).first().getAttribute('href');
  if (href === null) throw new Error(`The link “${String(name)}” leads nowhere.`);
  return href;
}
