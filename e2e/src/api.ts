import { routeOf } from '@ripen/contracts';
import { z } from 'zod';
import { eventually } from './eventually';
import { ADMIN } from './product';

type Operation = Parameters<typeof routeOf>[0];

const mailSchema = z.object({
  id: z.string(),
  subject: z.string(),
  text: z.string(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
});
export type ReceivedMail = z.infer<typeof mailSchema>;
const listSchema = z.object({ items: z.array(z.object({ id: z.string() })) });

/** The API as the studio calls it, with an admin's session. */
export class Api {
  private cookie = '';

  constructor(private readonly url: string) {}

  async signIn(): Promise<void> {
    const answer = await this.send('signIn', { body: ADMIN });
    this.cookie = answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
  }

  async call(operation: Operation, input: Input = {}): Promise<unknown> {
    const answer = await this.send(operation, input);
    const text = await answer.text();
    return text === '' ? null : JSON.parse(text);
  }

  /** The id of the lead of that address; null while it is not known. */
  async leadId(email: string): Promise<string | null> {
    const { items } = listSchema.parse(await this.call('listLeads', { query: { search: email } }));
    return items[0]?.id ?? null;
  }

  /** Every mail to that address, newest first. */
  async mailsTo(address: string): Promise<readonly ReceivedMail[]> {
    const { items } = listSchema.parse(await this.call('listInbox', { query: { search: address } }));
    return Promise.all(
      items.map(async ({ id }) => mailSchema.parse(await this.call('getInboxMail', { params: { id } }))),
    );
  }

  /** The newest mail of that kind, waiting until it has arrived. */
  mailTo(address: string, subject: RegExp): Promise<ReceivedMail> {
    return eventually(`a mail ${String(subject)}`, { within: 30_000 }, async () =>
      (await this.mailsTo(address)).find((mail) => subject.test(mail.subject)),
    );
  }

  private async send(operation: Operation, { params = {}, query = {}, body }: Input): Promise<Response> {
    const { method, path } = routeOf(operation);
    const url = new URL(
      path.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? ''),
      this.url,
    );
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const answer = await fetch(url, {
      method,
      headers: { cookie: this.cookie, origin: this.url, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${operation}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
}

interface Input {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}
