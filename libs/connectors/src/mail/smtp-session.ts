import type { ConnectionOptions } from 'node:tls';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { BodyGate } from './body-gate';
import type { MailFailure, MailRefused, OutgoingMail, SendResult } from './mailer';
import { localRefusal, readReply, refusalOf, type SmtpStep } from './smtp-refusal';
import type { SmtpServerAddress } from './smtp-url';

type SmtpError = SMTPConnection.SMTPError;

/** All in milliseconds. */
export interface SessionTimeouts {
  /** From the name's resolution to the end of the TLS handshake. */
  readonly connect: number;
  readonly greeting: number;
  /** Silence of the server after a command. */
  readonly command: number;
}

export interface SessionOptions {
  readonly server: SmtpServerAddress;
  readonly timeouts: SessionTimeouts;
  readonly tls: ConnectionOptions;
}

/** How one delivery ended, and whether the session can carry another. */
export interface Delivery {
  readonly result: SendResult;
  readonly reusable: boolean;
  /** False: the server was never ready for the body, so `beforeData` was not called. */
  readonly gateAsked: boolean;
}

/** Thrown when no session came about. */
export class SessionRefusedError extends Error {
  constructor(readonly refusal: MailRefused) {
    super(refusal.code);
    this.name = 'SessionRefusedError';
  }
}

/** One open and signed-in connection to the mail server; carries one mail at a time. */
export class SmtpSession {
  private ended = false;

  private constructor(private readonly connection: SMTPConnection) {
    // A failure is reported where it is awaited; a session that nobody waits for only ends.
    connection.on('error', () => undefined);
    connection.once('end', () => {
      this.ended = true;
    });
  }

  get alive(): boolean {
    return !this.ended;
  }

  /** Connects, greets, upgrades to TLS and signs in. Throws `SessionRefusedError`. */
  static async open(options: SessionOptions, giveUp: AbortSignal): Promise<SmtpSession> {
    const connection = new SMTPConnection(connectionOptions(options));
    const session = new SmtpSession(connection);
    try {
      await within(giveUp, connected(connection));
      if (options.server.auth) await within(giveUp, signedIn(connection, options.server.auth));
    } catch (error) {
      connection.close();
      throw error;
    }
    return session;
  }

  /** Resolves after `beforeData` settled, whatever happened to the connection meanwhile. Never rejects. */
  async deliver(mail: OutgoingMail, beforeData: () => Promise<boolean>, giveUp: AbortSignal): Promise<Delivery> {
    let stop = (): void => undefined;
    const stopped = new Promise<'stopped'>((resolve) => {
      stop = () => resolve('stopped');
    });
    const gate = new BodyGate(mail.raw, beforeData, () => stop());
    const timedOut = (): void => {
      gate.shut();
      stop();
    };
    giveUp.addEventListener('abort', timedOut, { once: true });
    if (giveUp.aborted) timedOut();
    const end = await Promise.race([this.handOver(mail, gate), stopped]);
    giveUp.removeEventListener('abort', timedOut);

    const clean = end !== 'stopped' && !this.mustClose(end, gate.begun);
    if (!clean) this.destroy();
    const answer = await gate.answer();
    const result: SendResult =
      answer?.go === false ? { outcome: 'aborted', error: answer.error } : resultOf(end, gate.begun);
    return { result, reusable: clean && (await this.ready(end, giveUp)), gateAsked: gate.asked };
  }

  /** Listens for the server ending an idle session. */
  onceEnded(listener: () => void): void {
    this.connection.once('end', listener);
  }

  quit(): void {
    if (!this.ended) this.connection.quit();
  }

  destroy(): void {
    this.connection.close();
  }

  private handOver(mail: OutgoingMail, gate: BodyGate): Promise<SmtpError | null> {
    const envelope = { from: mail.envelope.from, to: [mail.envelope.to], size: mail.raw.length };
    return new Promise((resolve) => {
      this.connection.send(envelope, gate, (error) => {
        // The dialogue is over: a yes that comes later must not start the body any more.
        gate.shut();
        resolve(error ?? null);
      });
    });
  }

  /** After a refusal of the envelope the dialogue is in order; after anything else that went wrong it may not be. */
  private mustClose(error: SmtpError | null, begun: boolean): boolean {
    if (this.ended) return true;
    if (error === null) return !begun;
    const reply = readReply(error.response ?? '');
    return begun || reply === null || reply.code === 421 || error.code !== 'EENVELOPE';
  }

  /** After a refusal the transaction is reset; after a mail that was taken there is nothing to reset. */
  private async ready(end: SmtpError | null | 'stopped', giveUp: AbortSignal): Promise<boolean> {
    if (end === null) {
      // A second answer to the same mail must surface before the next mail could take it for its own.
      await new Promise((resolve) => setImmediate(resolve));
      return this.alive;
    }
    return new Promise<boolean>((resolve) => {
      const ended = (isReset: boolean): void => {
        giveUp.removeEventListener('abort', failed);
        this.connection.off('end', failed);
        resolve(isReset);
      };
      const failed = (): void => ended(false);
      giveUp.addEventListener('abort', failed, { once: true });
      this.connection.once('end', failed);
      this.connection.reset((error) => ended(!error));
    });
  }
}

function connectionOptions({ server, timeouts, tls }: SessionOptions): SMTPConnection.Options {
  return {
    host: server.host,
    port: server.port,
    secure: server.secure,
    requireTLS: server.requireTls,
    ignoreTLS: server.ignoreTls,
    ...(server.clientName ? { name: server.clientName } : {}),
    tls: { rejectUnauthorized: server.verifyCertificate, ...tls },
    connectionTimeout: timeouts.connect,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.command,
    dnsTimeout: timeouts.connect,
    // Closing must not linger: an aborted body may leave nothing behind on the wire.
    socketCloseTimeout: 0,
    logger: false,
  };
}

async function connected(connection: SMTPConnection): Promise<void> {
  const error = await new Promise<SmtpError | null>((resolve) => {
    connection.once('error', resolve);
    connection.connect((failure) => resolve(failure ?? null));
  });
  if (error) throw new SessionRefusedError(refusalOfError(error));
}

async function signedIn(connection: SMTPConnection, auth: { user: string; pass: string }): Promise<void> {
  if (!connection.allowsAuth) throw new SessionRefusedError(localRefusal('auth_failed'));
  const error = await new Promise<SmtpError | null>((resolve) => {
    connection.once('error', resolve);
    connection.login({ user: auth.user, pass: auth.pass }, (failure) => resolve(failure));
  });
  if (error) throw new SessionRefusedError(refusalOfError(error));
}

async function within(giveUp: AbortSignal, work: Promise<void>): Promise<void> {
  const timeout = new Promise<never>((_, reject) => {
    const refuse = (): void => reject(new SessionRefusedError(localRefusal('timeout')));
    if (giveUp.aborted) refuse();
    giveUp.addEventListener('abort', refuse, { once: true });
  });
  await Promise.race([work, timeout]);
}

function resultOf(end: SmtpError | null | 'stopped', begun: boolean): SendResult {
  if (end === 'stopped') return begun ? { outcome: 'uncertain', code: 'timeout' } : localRefusal('timeout');
  if (end === null) {
    // An answer to a body that we never wrote is no acceptance.
    return begun ? { outcome: 'sent' } : localRefusal('connection');
  }
  if (!begun) return refusalOfError(end);
  // Only an answer to the body itself settles it; a reply in the wrong place or cut short does not.
  const reply = end.code === 'EMESSAGE' ? readReply(end.response ?? '') : null;
  return reply ? refusalOf('message', reply) : { outcome: 'uncertain', code: wireFailure(end) };
}

function refusalOfError(error: SmtpError): MailRefused {
  if (error.code === 'ETLS') return localRefusal('tls');
  const reply = readReply(error.response ?? '');
  if (reply) return refusalOf(stepOf(error), reply);
  if (error.code === 'EAUTH') return localRefusal('auth_failed');
  // Without any reply these two are said by the client: larger than the server's SIZE, and no address at all.
  if (error.code === 'EMESSAGE' && !error.response) return localRefusal('message_refused', true);
  if (error.code === 'EENVELOPE' && !error.response) return localRefusal('recipient_refused', true);
  return localRefusal(wireFailure(error));
}

/** The step at which a mail was refused before its body began. */
function stepOf(error: SmtpError): SmtpStep {
  if (error.code === 'EAUTH') return 'auth';
  switch (error.command) {
    case 'MAIL FROM':
      return 'sender';
    case 'RCPT TO':
      return 'recipient';
    case 'DATA':
      return 'data';
    default:
      return 'session';
  }
}

const TLS_ERROR = /^(ERR_SSL|ERR_TLS|EPROTO|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO|HOSTNAME_MISMATCH)/;

function wireFailure(error: SmtpError): Extract<MailFailure, 'connection' | 'timeout' | 'tls'> {
  if (error.code === 'ETIMEDOUT') return 'timeout';
  return error.code === 'ETLS' || TLS_ERROR.test(error.originalCode ?? '') ? 'tls' : 'connection';
}
