import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { EpochMs } from '@ripen/domain';
import type { MailboxStore, ReceivedMail } from './mailbox-store';

/** An SMTP refusal, for example `{ code: 550, message: '5.1.1 no such user' }`. */
export interface SmtpRejection {
  readonly code: number;
  readonly message: string;
}

export interface InboxOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly store: MailboxStore;
  readonly now: () => EpochMs;
  readonly newId: () => string;
  /** Told of every mail that could not be stored and of every broken session. May hold addresses: log its name only. */
  readonly onError: (error: unknown) => void;
  /**
   * Gets the message as it came, before it is stored. A throw refuses the mail for now, so that the sender tries again: it must not mind being told twice.
   */
  readonly onMessage?: (message: { readonly raw: Buffer; readonly rcptTo: readonly string[] }) => Promise<void>;
  /** After the mail is stored. */
  readonly onMail?: (mail: ReceivedMail) => void;
  /** Lets tests and demos provoke bounces. */
  readonly rejectRecipient?: (address: string) => SmtpRejection | null;
}

export interface Inbox {
  readonly port: number;
  /** For `createMailer`. */
  readonly url: string;
  /** Stops listening and ends open sessions. */
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const LARGEST_MAIL = 10 * 1024 * 1024;

/** A real SMTP server for this machine only, which keeps every mail. Rejects when the port is taken. */
export async function startInbox(options: InboxOptions): Promise<Inbox> {
  const server = new SMTPServer({
    banner: 'Ripen mailbox',
    authOptional: true,
    // No certificate and nobody to sign in: this server is reached from this machine only.
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: LARGEST_MAIL,
    logger: false,
    closeTimeout: 1_000,
    disableReverseLookup: true,
    onRcptTo: ({ address }, _, done) => {
      const rejection = options.rejectRecipient?.(address) ?? null;
      done(rejection && replyError(rejection));
    },
    onData: (stream, session, done) => {
      receive(stream, session, options).then(
        () => done(),
        (error: unknown) => {
          if (stream.sizeExceeded)
            return done(replyError({ code: 552, message: '5.3.4 larger than this mailbox takes' }));
          // The sender tries again: a mail that is not stored was not received.
          options.onError(error);
          done(replyError({ code: 451, message: '4.3.0 could not be stored' }));
        },
      );
    },
  });
  const port = await listen(server, options.port);
  server.on('error', options.onError);
  return {
    port,
    url: `smtp://${HOST}:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function listen(server: SMTPServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.off('error', reject);
      const address = server.server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

async function receive(stream: SMTPServerDataStream, session: SMTPServerSession, options: InboxOptions): Promise<void> {
  const raw = await wholeMessage(stream);
  const parsed = await simpleParser(raw, { skipTextToHtml: true, skipImageLinks: true });
  await options.onMessage?.({ raw, rcptTo: session.envelope.rcptTo.map(({ address }) => address) });
  const mail = toMail(parsed, session, {
    id: options.newId(),
    receivedAt: options.now(),
    size: stream.byteLength ?? 0,
  });
  await options.store.add(mail);
  options.onMail?.(mail);
}

/** All of it, or a throw: what is too large is read to its end and kept nowhere. */
async function wholeMessage(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    if (stream.sizeExceeded) chunks.length = 0;
    else chunks.push(Buffer.from(chunk as Uint8Array));
  }
  if (stream.sizeExceeded) throw new Error('too large');
  return Buffer.concat(chunks);
}

function toMail(
  parsed: ParsedMail,
  { envelope }: SMTPServerSession,
  stamp: Pick<ReceivedMail, 'id' | 'receivedAt' | 'size'>,
): ReceivedMail {
  return {
    ...stamp,
    messageId: parsed.messageId ?? null,
    mailFrom: envelope.mailFrom ? envelope.mailFrom.address : '',
    rcptTo: envelope.rcptTo.map(({ address }) => address),
    from: parsed.from?.text ?? '',
    to: addressText(parsed.to),
    subject: parsed.subject ?? '',
    html: parsed.html || null,
    text: parsed.text ?? null,
    headers: headerTexts(parsed),
  };
}

function addressText(addresses: AddressObject | AddressObject[] | undefined): string {
  return [addresses ?? []]
    .flat()
    .map(({ text }) => text)
    .join(', ');
}

/** The raw header lines, unfolded: what a mail program would see. */
function headerTexts({ headerLines }: ParsedMail): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const { key, line } of headerLines) {
    const value = line
      .slice(line.indexOf(':') + 1)
      .replace(/\r?\n[ \t]+/g, ' ')
      .trim();
    texts[key] = key in texts ? `${texts[key]}\n${value}` : value;
  }
  return texts;
}

function replyError({ code, message }: SmtpRejection): Error & { responseCode: number } {
  return Object.assign(new Error(message), { responseCode: code });
}
