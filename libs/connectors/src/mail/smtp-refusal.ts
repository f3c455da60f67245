import { MINUTE, SECOND, HOUR } from '@ripen/domain';
import type { MailFailure, MailRefused } from './mailer';

/** Where in the dialogue a mail stood. `session`: greeting, EHLO and STARTTLS, before anything about this mail was said. */
export type SmtpStep = 'session' | 'auth' | 'sender' | 'recipient' | 'data' | 'message';

/** A 4xx/5xx answer of the server, without its words. */
export interface SmtpReply {
  readonly code: number;
  readonly enhanced: string | null;
  readonly retryAfterMs: number | null;
}

type Verdict = Pick<MailRefused, 'code' | 'permanent'>;

const REPLY = /^(\d{3})(?:[ -]+([245]\.\d{1,3}\.\d{1,3})(?![\d.]))?/;
const WAIT = /\b(\d{1,5}) ?(seconds?|secs?|minutes?|mins?|hours?)\b/i;
const LONGEST_WAIT = 24 * HOUR;

/** Takes the numbers out of a raw reply; null when it is no 4xx/5xx. */
export function readReply(raw: string): SmtpReply | null {
  const match = REPLY.exec(raw);
  const code = Number(match?.[1]);
  if (!match || !(code >= 400 && code < 600)) return null;
  return { code, enhanced: match[2] ?? null, retryAfterMs: code < 500 ? readWait(raw) : null };
}

function readWait(raw: string): number | null {
  const match = WAIT.exec(raw);
  if (!match) return null;
  const unit = match[2]?.toLowerCase() ?? '';
  const factor = unit.startsWith('h') ? HOUR : unit.startsWith('m') ? MINUTE : SECOND;
  return Math.min(Number(match[1]) * factor, LONGEST_WAIT);
}

/** Turns a reply into a refusal. `dataStarted` follows from the step: only the answer to the body comes after it. */
export function refusalOf(step: SmtpStep, reply: SmtpReply): MailRefused {
  return refused(judge(step, reply), reply, step === 'message');
}

/** A refusal without an answer of the server. */
export function localRefusal(code: MailFailure, permanent = false): MailRefused {
  return refused({ code, permanent }, null, false);
}

function refused(verdict: Verdict, reply: SmtpReply | null, dataStarted: boolean): MailRefused {
  return {
    outcome: 'refused',
    ...verdict,
    dataStarted,
    smtpCode: reply?.code ?? null,
    enhanced: reply?.enhanced ?? null,
    retryAfterMs: reply?.retryAfterMs ?? null,
  };
}

function judge(step: SmtpStep, reply: SmtpReply): Verdict {
  const subject = reply.enhanced?.slice(2) ?? '';
  if (reply.code < 500) return { code: judgeTransient(step, reply.code, subject), permanent: false };
  // 503 says that the dialogue went wrong, which the next dialogue may not.
  if (reply.code === 503) return { code: 'connection', permanent: false };
  if (step === 'auth' || isSignIn(reply.code)) return { code: 'auth_failed', permanent: false };
  if (step === 'session') return { code: 'policy', permanent: false };
  return { code: judgePermanent(step, reply.code, subject), permanent: true };
}

function judgeTransient(step: SmtpStep, code: number, subject: string): MailFailure {
  if (step === 'auth') return 'auth_failed';
  if (code === 421 || step === 'session' || step === 'sender' || step === 'data') return 'throttled';
  // Greylisting and rate limits answer at the recipient but are about us.
  if (/^[347]\./.test(subject)) return 'throttled';
  if (step === 'message') return /^1\./.test(subject) ? 'recipient_refused' : 'message_refused';
  return subject === '' && code !== 450 ? 'throttled' : 'recipient_refused';
}

function judgePermanent(step: SmtpStep, code: number, subject: string): MailFailure {
  if (/^7\./.test(subject)) return 'policy';
  // 5.1.7 and 5.1.8 are about the sender's address, all other 5.1.x about the recipient's (RFC 3463, 3.2).
  if (/^1\.[78]$/.test(subject)) return 'sender_refused';
  if (/^1\./.test(subject)) return step === 'sender' ? 'sender_refused' : 'recipient_refused';
  if (step === 'recipient') return judgeRecipient(code, subject);
  if (step === 'sender') return /^[23]\./.test(subject) ? 'message_refused' : 'sender_refused';
  return 'message_refused';
}

/**
 * Only an address that does not exist is a refused recipient. 5.4.1 says so at directories that filter at the edge. Without an enhanced code, 552 is a
 * full mailbox, and 554 or 521 a refusal of us.
 */
function judgeRecipient(code: number, subject: string): MailFailure {
  if (subject !== '') return subject === '4.1' ? 'recipient_refused' : 'mailbox_unavailable';
  if (code === 552) return 'mailbox_unavailable';
  return NO_SUCH_ADDRESS.includes(code) ? 'recipient_refused' : 'policy';
}

/** RFC 5321, 4.2.3; 556: the domain takes no mail (RFC 7504). */
const NO_SUCH_ADDRESS = [501, 550, 551, 553, 556];

function isSignIn(code: number): boolean {
  return code === 530 || code === 534 || code === 535 || code === 538;
}
