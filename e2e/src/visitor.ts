import type { Page } from 'playwright-core';
import type { ReceivedMail } from './api';
import { eventually } from './eventually';

/** Sends the hosted form of the example's offer as a browser without scripts does. `answers`: what is typed instead of the usual. */
export async function sendForm(
  url: string,
  email: string,
  answers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const page = await (await fetch(`${url}/f/leitfaden-retrofit`)).text();
  const fields = {
    opened: /name="opened" value="([^"]+)"/.exec(page)?.[1] ?? '',
    homepage: '',
    firstName: 'Fritz',
    lastName: 'Früh',
    email,
    company: 'Früh Anlagenbau GmbH',
    position: 'Fachbereichsleiter',
    employees: '6000',
    industry: 'IT',
    consent: 'yes',
    wordingVersion: '1',
    ...answers,
  };
  const send = () =>
    fetch(`${url}/f/leitfaden-retrofit`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'accept-language': 'de' },
    });
  // Nobody reads it that fast, says the form at first.
  await eventually('the form is taken', { within: 10_000, every: 500 }, async () => (await send()).ok);
}

/** Presses the button of a hosted form, and once more where the form thinks that nobody reads that fast. */
export async function pressUntilTaken(form: Page, { button, taken }: { button: string; taken: string }): Promise<void> {
  const thanks = form.getByRole('heading', { name: taken });
  const refused = form.getByRole('alert');
  await eventually(`“${taken}”`, { within: 10_000, every: 500 }, async () => {
    await form.getByRole('button', { name: button }).click();
    await thanks.or(refused).first().waitFor();
    return thanks.isVisible();
  });
}

/** A link of a mail's text by the page that it leads to: c confirms, d delivers, l is tracked, u unsubscribes, p shows preferences. */
export function linkOf({ text, subject }: ReceivedMail, page: 'c' | 'd' | 'l' | 'u' | 'p'): string {
  const link = new RegExp(`https?://\\S+/${page}/[^\\s)\\]>]+`).exec(text)?.[0];
  if (link === undefined) throw new Error(`“${subject}” holds no link to /${page}/.`);
  return link;
}
