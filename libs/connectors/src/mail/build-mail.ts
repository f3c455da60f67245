import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { EpochMs, Language } from '@ripen/domain';
import type { LeadFrame } from '../template/template';
import type { OutgoingMail } from './mailer';

export interface MailParty {
  readonly address: string;
  readonly name: string | null;
}

interface MailParts {
  readonly from: MailParty;
  readonly to: MailParty;
  readonly replyTo?: MailParty;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly language: Language;
  /** What the mail is the effect of; the same key gives the same Message-ID. */
  readonly effectKey: string;
  /** The host of the public address; the right side of the Message-ID. */
  readonly host: string;
  readonly date: EpochMs;
  /** Where mail servers report to (RFC 5321, 4.4); by default the sender's address. */
  readonly returnAddress?: string;
  /** Further headers of ours, all named `X-…`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Mail to a lead. Its html and text must end with the frame's imprint and unsubscribe link, as rendered templates do. */
export interface LeadMail extends MailParts {
  readonly kind: 'lead';
  readonly frame: LeadFrame;
  /** Answers a POST (RFC 8058) and may differ from the page in the footer. */
  readonly oneClickUrl: string;
  /** Takes the same by mail, for programs that know no better; absent where nothing of ours receives mail. */
  readonly unsubscribeAddress?: string;
  /** RFC 2919, for example `nurture.ripen.example`. */
  readonly listId?: string;
}

/** Mail to a rep or a manager: no list, no unsubscribe. */
export interface UserMail extends MailParts {
  readonly kind: 'user';
}

export const MAIL_PARTS = [
  'from',
  'to',
  'subject',
  'body',
  'sender',
  'imprint',
  'unsubscribe',
  'list_id',
  'header',
  'effect_key',
  'host',
] as const;
export type MailPart = (typeof MAIL_PARTS)[number];

/** Thrown when a mail may not leave as it is: a part is missing or cannot be used. Names the part, never its content. */
export class MailPartError extends Error {
  constructor(readonly part: MailPart) {
    super(`mail part missing or unusable: ${part}`);
    this.name = 'MailPartError';
  }
}

const ADDRESS = /^[^\s<>@,;:"()[\]\\]{1,64}@[^\s<>@,;:"()[\]\\]{1,255}$/u;
const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;
const DOT_ATOM = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;

/** `<key@host>`, with every character that a Message-ID does not allow written as a dot. Throws `MailPartError`. */
export function messageIdOf(effectKey: string, host: string): string {
  const left = effectKey.replace(/[^A-Za-z0-9_-]+/g, '.').replace(/^\.|\.$/g, '');
  if (!DOT_ATOM.test(left)) throw new MailPartError('effect_key');
  if (!DOMAIN.test(host)) throw new MailPartError('host');
  return `<${left}@${host}>`;
}

/** Builds the finished message; the same input gives the same bytes. Throws `MailPartError`. */
export async function buildMail(mail: LeadMail | UserMail): Promise<OutgoingMail> {
  const from = usable('from', mail.from);
  const to = usable('to', mail.to);
  const subject = clean(mail.subject);
  if (!subject) throw new MailPartError('subject');
  if (!mail.html.trim() || !mail.text.trim()) throw new MailPartError('body');
  if (mail.kind === 'lead') checkFrame(mail);
  if (mail.returnAddress !== undefined && !ADDRESS.test(mail.returnAddress)) throw new MailPartError('from');
  const messageId = messageIdOf(mail.effectKey, mail.host);
  const composer = new MailComposer({
    from,
    to,
    ...(mail.replyTo ? { replyTo: usable('from', mail.replyTo) } : {}),
    subject,
    html: mail.html,
    text: mail.text,
    messageId,
    date: new Date(mail.date),
    headers: headersOf(mail),
    // Boundaries are random otherwise, and the same effect would give other bytes on a retry.
    baseBoundary: createHash('sha256').update(messageId).digest('hex').slice(0, 24),
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'windows',
  });
  const raw = await composer.compile().build();
  return { envelope: { from: mail.returnAddress ?? from.address, to: to.address }, messageId, raw };
}

function headersOf(mail: LeadMail | UserMail): Record<string, string | { prepared: true; value: string }> {
  const headers: Record<string, string | { prepared: true; value: string }> = {
    'Content-Language': mail.language,
    // RFC 3834: written by a program, so that no absence note answers it.
    'Auto-Submitted': 'auto-generated',
  };
  for (const [name, value] of Object.entries(mail.headers ?? {})) {
    if (!/^X-[A-Za-z0-9-]+$/.test(name)) throw new MailPartError('header');
    headers[name] = clean(value);
  }
  if (mail.kind === 'user') return headers;
  // Prepared: an encoded or folded URL would not be found by the programs that read it.
  // The web address first: programs take the first that they know (RFC 2369), and only that one is one click.
  const byMail = mail.unsubscribeAddress === undefined ? '' : `, <mailto:${mail.unsubscribeAddress}>`;
  headers['List-Unsubscribe'] = { prepared: true, value: `<${mail.oneClickUrl}>${byMail}` };
  headers['List-Unsubscribe-Post'] = 'List-Unsubscribe=One-Click';
  if (mail.listId !== undefined) {
    if (!DOMAIN.test(mail.listId)) throw new MailPartError('list_id');
    headers['List-Id'] = { prepared: true, value: `<${mail.listId}>` };
  }
  return headers;
}

function checkFrame({ frame, oneClickUrl, unsubscribeAddress, html, text }: LeadMail): void {
  if (unsubscribeAddress !== undefined && !ADDRESS.test(unsubscribeAddress)) throw new MailPartError('unsubscribe');
  if (!frame.senderName.trim()) throw new MailPartError('sender');
  const firstLine = frame.imprint.trim().split(/\r?\n/)[0]?.trim() ?? '';
  if (!firstLine || !text.includes(firstLine)) throw new MailPartError('imprint');
  if (!isWebUrl(oneClickUrl) || !isWebUrl(frame.unsubscribeUrl)) throw new MailPartError('unsubscribe');
  const inHtml = html.includes(frame.unsubscribeUrl) || html.includes(frame.unsubscribeUrl.replaceAll('&', '&amp;'));
  if (!inHtml || !text.includes(frame.unsubscribeUrl)) throw new MailPartError('unsubscribe');
}

/** Printable ASCII only: the URL goes into a header as it is. */
function isWebUrl(url: string): boolean {
  return /^https?:\/\/[\x21-\x3b\x3d\x3f-\x7e]+$/.test(url) && URL.canParse(url);
}

function usable(part: 'from' | 'to', party: MailParty): { name: string; address: string } {
  if (!ADDRESS.test(party.address)) throw new MailPartError(part);
  return { name: clean(party.name ?? ''), address: party.address };
}

function clean(text: string): string {
  return text.replace(CONTROL, ' ').trim();
}
