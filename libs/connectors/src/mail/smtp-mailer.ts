import type { ConnectionOptions } from 'node:tls';
import type { Mailer, OutgoingMail, SendOptions, SendResult } from './mailer';
import { localRefusal } from './smtp-refusal';
import { type Delivery, type SessionTimeouts, SessionRefusedError, type SmtpSession } from './smtp-session';
import { SmtpPool } from './smtp-pool';
import { MailerOptionsError, parseSmtpUrl } from './smtp-url';

/** All in milliseconds. */
export interface MailerTimeouts extends SessionTimeouts {
  /** The whole of `send`, the wait for a free connection included. */
  readonly send: number;
  /** An unused connection is closed after this. */
  readonly idle: number;
}

export const MAILER_TIMEOUTS: MailerTimeouts = {
  connect: 5_000,
  greeting: 5_000,
  command: 10_000,
  send: 15_000,
  idle: 8_000,
};

export interface MailerOptions {
  /** `smtp://` or `smtps://`, see `parseSmtpUrl`. */
  readonly url: string;
  /** Default 8. */
  readonly maxConnections?: number;
  /** Mails per connection before a fresh one is opened; default 500. */
  readonly maxMailsPerConnection?: number;
  readonly timeouts?: Partial<MailerTimeouts>;
  /** For servers with a private certificate authority. */
  readonly tls?: ConnectionOptions;
}

/** Sends by SMTP over a bounded set of kept-alive connections. Throws `MailerOptionsError` on options it cannot use. */
export function createMailer(options: MailerOptions): Mailer {
  const timeouts = { ...MAILER_TIMEOUTS, ...options.timeouts };
  const maxConnections = positive('maxConnections', options.maxConnections ?? 8);
  const maxMails = positive('maxMailsPerConnection', options.maxMailsPerConnection ?? 500);
  for (const [name, value] of Object.entries(timeouts)) positive(`timeouts.${name}`, value);
  const pool = new SmtpPool({
    session: { server: parseSmtpUrl(options.url), timeouts, tls: options.tls ?? {} },
    maxConnections,
    maxMails,
    idleMs: timeouts.idle,
  });
  return {
    send: (mail, sendOptions = {}) => sendWithin(timeouts.send, pool, mail, sendOptions),
    close: () => pool.close(),
  };
}

function positive(option: string, value: number): number {
  if (!Number.isInteger(value) || value < 1) throw new MailerOptionsError(option, 'must be a whole number above 0');
  return value;
}

async function sendWithin(ms: number, pool: SmtpPool, mail: OutgoingMail, options: SendOptions): Promise<SendResult> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), ms);
  try {
    const slot = await pool.slot(giveUp.signal);
    if (!slot) return localRefusal(giveUp.signal.aborted ? 'timeout' : 'connection');
    try {
      return await deliver(pool, mail, options, giveUp.signal);
    } finally {
      slot.free();
    }
  } catch (error) {
    if (error instanceof SessionRefusedError) return error.refusal;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function deliver(
  pool: SmtpPool,
  mail: OutgoingMail,
  options: SendOptions,
  giveUp: AbortSignal,
): Promise<SendResult> {
  const beforeData = options.beforeData ?? (() => Promise.resolve(true));
  const attempt = async (session: SmtpSession): Promise<Delivery> => {
    const delivery = await session.deliver(mail, beforeData, giveUp);
    if (delivery.reusable) pool.keep(session);
    else session.destroy();
    return delivery;
  };
  const kept = pool.takeIdle();
  if (kept) {
    const first = await attempt(kept);
    if (!wasStale(first, giveUp)) return first.result;
  }
  return (await attempt(await pool.open(giveUp))).result;
}

/** A kept connection that the server had given up meanwhile: nothing was asked of it yet, so a fresh one may try. */
function wasStale({ result, gateAsked }: Delivery, giveUp: AbortSignal): boolean {
  if (gateAsked || giveUp.aborted || result.outcome !== 'refused') return false;
  return result.code === 'connection' || result.smtpCode === 421;
}
