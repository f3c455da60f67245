/** Why a mail was refused, or what went wrong after its body had begun. Codes only: a server's text may echo an address. */
export const MAIL_FAILURES = [
  'recipient_refused',
  'mailbox_unavailable',
  'sender_refused',
  'auth_failed',
  'policy',
  'message_refused',
  'connection',
  'timeout',
  'tls',
  'throttled',
  'domain_slow',
] as const;
export type MailFailure = (typeof MAIL_FAILURES)[number];

/** The server took the mail: it answered the final dot with 2xx. */
export interface MailSent {
  readonly outcome: 'sent';
}

/** Certainly not taken: refused before the body, or by a 4xx/5xx answer to it. */
export interface MailRefused {
  readonly outcome: 'refused';
  readonly code: MailFailure;
  /** True when the same mail would be refused again. Never true for our own faults (sign-in, TLS, connection). */
  readonly permanent: boolean;
  /** True when the server answered 4xx/5xx to the body, so `beforeData` had said yes. */
  readonly dataStarted: boolean;
  readonly smtpCode: number | null;
  /** RFC 3463, for example `5.1.1`. */
  readonly enhanced: string | null;
  /** Milliseconds that the server asked us to wait; null when it named none. */
  readonly retryAfterMs: number | null;
}

/** The body had begun and no answer came. The mail may or may not arrive; never resend it silently. */
export interface MailUncertain {
  readonly outcome: 'uncertain';
  readonly code: 'connection' | 'timeout' | 'tls';
}

/** `beforeData` said no or threw: no byte of the body left us. */
export interface MailAborted {
  readonly outcome: 'aborted';
  /** What `beforeData` threw; null when it answered false. */
  readonly error: unknown;
}

export type SendResult = MailSent | MailRefused | MailUncertain | MailAborted;

/** A finished mail, as `buildMail` makes it. */
export interface OutgoingMail {
  readonly envelope: { readonly from: string; readonly to: string };
  readonly messageId: string;
  /** The whole message, headers and body, CRLF line ends. */
  readonly raw: Buffer;
}

export interface SendOptions {
  /**
   * Awaited after the server's 354 and before the first byte of the body. False or a throw: nothing is written.
   * Called at most once, and never for a mail that was refused before its body. `send` resolves only after it settled.
   */
  readonly beforeData?: () => Promise<boolean>;
}

/** The port to a mail server. */
export interface Mailer {
  /** Hands one mail to the server, at most once. Never rejects: every way it can end is a result. */
  send(mail: OutgoingMail, options?: SendOptions): Promise<SendResult>;
  /** Says QUIT on idle connections and refuses new mail; mails in flight end first. */
  close(): Promise<void>;
}

/** The address does not exist: suppress it. A full or closed mailbox, our own faults and policy answers are none. */
export function isHardBounce(result: SendResult): boolean {
  return result.outcome === 'refused' && result.permanent && result.code === 'recipient_refused';
}
