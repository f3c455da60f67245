import type { ReceivedMail } from './api';

/** Sends the hosted form of the example's offer as a browser without scripts does. */
export async function sendForm(url: string, email: string): Promise<void> {
  const fields = {
    firstName: 'Fritz',
    lastName: 'Früh',
    email,
    company: 'Früh Anlagenbau GmbH',
    position: 'Fachbereichsleiter',
    employees: '6000',
    industry: 'IT',
    consent: 'yes',
    wordingVersion: '1',
  };
  const answer = await fetch(`${url}/f/leitfaden-retrofit`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { 'accept-language': 'de' },
  });
  if (!answer.ok) throw new Error(`The form was not taken: ${answer.status}`);
}

/** A link of a mail's text by the page that it leads to: c confirms, d delivers, l is tracked, u unsubscribes, p shows preferences. */
export function linkOf({ text, subject }: ReceivedMail, page: 'c' | 'd' | 'l' | 'u' | 'p'): string {
  const link = new RegExp(`https?://\\S+/${page}/[^\\s)\\]>]+`).exec(text)?.[0];
  if (link === undefined) throw new Error(`“${subject}” holds no link to /${page}/.`);
  return link;
}
