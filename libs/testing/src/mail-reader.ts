import { type AddressObject, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail as a mail program shows it. */
export interface ReadMail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly html: string;
}

/** A real SMTP server that keeps every mail, newest last: the mailboxes of all people of a test. */
export interface MailReader {
  readonly mails: readonly ReadMail[];
  stop(): Promise<void>;
}

/** Listens on that port of this machine. */
export async function startMailReader(port: number): Promise<MailReader> {
  const mails: ReadMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 500,
    onData: (stream, { envelope }, done) => {
      simpleParser(stream).then(
        (mail) => {
          const to = [mail.to ?? []].flat().flatMap(addressesOf);
          mails.push({
            to: [...to, ...envelope.rcptTo.map(({ address }) => address)],
            subject: mail.subject ?? '',
            html: mail.html || (mail.textAsHtml ?? ''),
          });
          done();
        },
        (error: Error) => done(error),
      );
    },
  });
  // A sender that goes away resets its connections.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { mails, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

const addressesOf = ({ value }: AddressObject): string[] => value.flatMap(({ address }) => address ?? []);
