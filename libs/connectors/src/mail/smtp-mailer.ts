import type { ConnectionOptions } from 'node:tls';
import type { Slot } from './connection-queue';
import type { Mailer, OutgoingMail, SendOptions, SendResult } from './mailer';
import { localRefusal } from './smtp-refusal';
import { type Delivery, type SessionTimeouts, SessionRefusedError, type SmtpSession } from './smtp-session';
import { SmtpPool } from './smtp-pool';
import { MailerOptionsError, parseSmtpUrl } from './smtp-url';

/** All in milliseconds. */
export interface MailerTimeouts extends SessionTimeouts {
  /** The whole of `send`, the wait for a free connection included. */
  readonly send: number;
  /** Silence after which the recipient's domain counts as slow and gets one connection only; twice that for the body. */
  readonly slow: number;
  /** An unused connection is closed after this. */
  readonly idle: number;
}

export const MAILER_TIMEOUTS: MailerTimeouts = {
  connect: 5_000,
  greeting: 5_000,
  command: 10_000,
  send: 15_000,
  slow: 3_000,
  idle: 8_000,
};

export interface MailerOptions {
  /** `smtp://` or `smtps://`, see `parseSmtpUrl`. */
  readonly url: string;
  /** Default 10; one recipient domain holds at most four fifths of them. */
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
  const maxConnections = positive('maxConnections', options.maxConnections ?? 10);
  const maxMails = positive('maxMailsPerConnection', options.maxMailsPerConnection ?? 500);
  for (const [name, value] of Object.entries(timeouts)) positive(`timeouts.${name}`, value);
  const pool = new SmtpPool({
    session: { server: parseSmtpUrl(options.url), timeouts, tls: options.tls ?? {} },
    maxConnections,
    maxMails,
    slowMs: timeouts.slow,
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
    const slot = await pool.slot(mail.envelope.to, giveUp.signal);
    if (slot === 'slow') return localRefusal('domain_slow');
    if (!slot) return localRefusal(giveUp.signal.aborted ? 'timeout' : 'connection');
    try {
      return await deliver({ pool, slot }, mail, options, giveUp.signal);
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
  { pool, slot }: { pool: SmtpPool; slot: Slot },
  mail: OutgoingMail,
  options: SendOptions,
  giveUp: AbortSignal,
): Promise<SendResult> {
  const beforeData = (): Promise<boolean> => {
    slot.ready();
    return options.beforeData?.() ?? Promise.resolve(true);
  };
  const attempt = async (session: SmtpSession): Promise<Delivery> => {
    slot.asked();
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
