import { readFileSync } from 'node:fs';
import { loadTestSettings } from '@ripen/config';
import { startMailReader } from '@ripen/testing';
import type { Locator, Page } from 'playwright-core';
import { z } from 'zod';
import { eventually } from './eventually';
import { type Mail, openMail } from './mailbox';
import { ADMIN, startProduct } from './product';

const MAIL_MS = 20_000;

const givenSchema = z.object({
  url: z.string(),
  smtpPort: z.number(),
  admin: z.object({ email: z.string(), password: z.string() }),
});

/** Where a story happens: the product at an address, set up with the example, and everybody's mails. */
export interface Scene {
  readonly url: string;
  readonly admin: { readonly email: string; readonly password: string };
  /** Shows the newest mail of that kind in the page, waiting until it has arrived. Answers the mail as it is rendered. */
  openMail(page: Page, mail: Mail, within?: number): Promise<Locator>;
  close(): Promise<void>;
}

/** What was started by others and is named in the settings; else the product as `npm start` brings it up, with its own mailbox. */
export async function openScene(): Promise<Scene> {
  const { topology } = loadTestSettings();
  if (topology !== null) return givenScene(topology);
  const { url, discard } = await startProduct();
  return { url, admin: ADMIN, openMail, close: discard };
}

/** Mails go to a server of ours there. */
async function givenScene(file: string): Promise<Scene> {
  const { url, smtpPort, admin } = givenSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const { mails, stop } = await startMailReader(smtpPort);
  return {
    url,
    admin,
    openMail: async (page, { to, subject }, within = MAIL_MS) => {
      const isIt = (text: string) => (typeof subject === 'string' ? text.includes(subject) : subject.test(text));
      const mail = await eventually(`a mail “${String(subject)}” to ${to}`, { within }, () =>
        mails.findLast((one) => one.to.includes(to) && isIt(one.subject)),
      );
      // Not in a page of the product, whose rules for styles are not a mail program's.
      await page.goto('about:blank');
      await page.setContent(mail.html);
      return page.locator('body');
    },
    close: stop,
  };
}
