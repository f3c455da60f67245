import { createHash } from 'node:crypto';
import { type Attachment, type ParsedMail, simpleParser } from 'mailparser';
import type { ReturnAddresses, ReturnTo } from '../links/return-address';
import { readReply, refusalOf } from '../mail/smtp-refusal';

/**
 * What a mail that came back says. `hard`: nobody has the address. `soft`: it could not be delivered this time. `refused`: by a rule of the other side,
 * which says nothing about the address. `auto_reply`: an absence note or its like. `other`: none of these.
 */
export const REPORT_KINDS = [
  'hard',
  'soft',
  'refused',
  'delayed',
  'delivered',
  'complaint',
  'auto_reply',
  'other',
] as const;
export type ReportSaid = (typeof REPORT_KINDS)[number];

export interface MailReport {
  readonly said: ReportSaid;
  /** RFC 3463 or the plain reply, for example `5.1.1` or `550`; null where none is named. Never a text: it may quote an address. */
  readonly code: string | null;
  /** The mail of ours that it speaks of, by a signed address of ours; null: it names none, or a forged one. */
  readonly returnTo: ReturnTo | null;
  /** Whether it was sent to that address, and does not only quote it somewhere. */
  readonly addressed: boolean;
  /** The same report, received twice, has the same key. */
  readonly key: string;
}

/** Reads a whole message: DSN (RFC 3464), complaint (RFC 5965), absence note (RFC 3834) or something else. Never rejects for what is in it. */
export async function readReport(
  raw: Buffer,
  envelopeTo: readonly string[],
  addresses: ReturnAddresses,
): Promise<MailReport> {
  const mail = await simpleParser(raw, { skipTextToHtml: true, skipImageLinks: true, keepDeliveryStatus: true });
  const key = createHash('sha256')
    .update(mail.messageId ?? raw)
    .digest('hex');
  const sentTo =
    [...envelopeTo, ...recipientsNamed(mail)].map((address) => addresses.verify(address)).find(Boolean) ?? null;
  return { ...saidBy(mail), returnTo: sentTo ?? quotedIn(mail, raw, addresses), addressed: sentTo !== null, key };
}

/** Whom a message was sent to, by its own headers, where the envelope did not come with it. */
function recipientsNamed({ to, headers }: ParsedMail): string[] {
  const named = [to ?? []].flat().flatMap(({ value }) => value.map(({ address }) => address ?? ''));
  const noted = ['delivered-to', 'x-original-to', 'envelope-to'].flatMap((name) => {
    const value = headers.get(name);
    return typeof value === 'string' ? [value.replace(/[<>\s]/g, '')] : [];
  });
  return [...named, ...noted];
}

/** As it came, for what is quoted plainly; and the parts, for what is encoded. */
function quotedIn({ attachments }: ParsedMail, raw: Buffer, addresses: ReturnAddresses): ReturnTo | null {
  const quoted = attachments.filter(isQuoted).map(({ content }) => content.toString('latin1'));
  return addresses.find([raw.toString('latin1', 0, LARGEST_LOOKED_AT), ...quoted].join('\n'));
}

const LARGEST_LOOKED_AT = 262_144;

const QUOTED = [
  'message/rfc822',
  'message/global',
  'text/rfc822-headers',
  'message/global-headers',
  'message/delivery-status',
  'message/global-delivery-status',
  'message/feedback-report',
];

function isQuoted({ contentType }: Attachment): boolean {
  return QUOTED.includes(contentType.toLowerCase());
}

export type Said = Pick<MailReport, 'said' | 'code'>;

function saidBy(mail: ParsedMail): Said {
  const type = mail.headers.get('content-type');
  const named = typeof type === 'object' && 'value' in type ? type.value : null;
  const isReport = typeof named === 'string' && /^multipart\/report$/i.test(named);
  if (isReport) {
    const complaint = partOf(mail, ['message/feedback-report']);
    if (complaint !== null) return complaintIn(complaint);
    const status = partOf(mail, ['message/delivery-status', 'message/global-delivery-status']);
    if (status !== null) return worst(recipientsIn(status).map(verdictOn));
  }
  return { said: isAutomatic(mail) ? 'auto_reply' : 'other', code: null };
}

function partOf({ attachments }: ParsedMail, types: readonly string[]): string | null {
  const part = attachments.find(({ contentType }) => types.includes(contentType.toLowerCase()));
  return part === undefined ? null : part.content.toString('utf8');
}

type Fields = ReadonlyMap<string, string>;

/** Groups of header-like fields, parted by blank lines, as both kinds of report have them. */
function fieldGroups(text: string): Fields[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n\s*\n/)
    .map((group) => {
      const lines = group.replace(/\n[ \t]+/g, ' ').split('\n');
      return new Map(
        lines.flatMap((line) => {
          const colon = line.indexOf(':');
          return colon < 1 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const];
        }),
      );
    })
    .filter(({ size }) => size > 0);
}

/** The first group speaks of the message, each further one of a recipient. Some servers write all in one. */
function recipientsIn(status: string): Fields[] {
  return fieldGroups(status).filter((group) => group.has('action') || group.has('status'));
}

/** `not-spam` takes a complaint back; it is none. */
function complaintIn(report: string): Said {
  const [fields] = fieldGroups(report);
  const type = fields?.get('feedback-type')?.toLowerCase() ?? 'other';
  return type === 'not-spam' ? { said: 'other', code: null } : { said: 'complaint', code: type.slice(0, 20) };
}

const STATUS = /^([245])\.(\d{1,3})\.(\d{1,3})/;

function verdictOn(recipient: Fields): Said {
  const status = STATUS.exec(recipient.get('status') ?? '');
  const action = recipient.get('action')?.toLowerCase() ?? (status?.[1] === '2' ? 'delivered' : 'failed');
  if (action === 'delayed') return { said: 'delayed', code: status?.[0] ?? null };
  if (['delivered', 'relayed', 'expanded'].includes(action)) return { said: 'delivered', code: status?.[0] ?? null };
  return failure(status, recipient.get('diagnostic-code') ?? '');
}

/** What a provider's own words of a bounce mean: its status (RFC 3463) and what the server said, where it tells. */
export function judgeBounce(status: string | undefined, diagnostic: string | undefined): Said {
  return failure(STATUS.exec(status ?? ''), diagnostic ?? '');
}

/** Whether a message is worth reading as a report, at a glance. */
export function mayBeReport(raw: Buffer, envelopeTo: readonly string[]): boolean {
  return (
    envelopeTo.some((address) => /^[bu]-/i.test(address)) ||
    /multipart\/report/i.test(raw.toString('latin1', 0, 16_384))
  );
}

/** The rule of ADR 0007, as it is for the answers of a dialogue. `X.0.0` says nothing; then the server's reply counts, where it is quoted. */
function failure(status: RegExpExecArray | null, diagnostic: string): Said {
  const quoted = readReply(diagnostic.replace(/^\s*smtp\s*;\s*/i, ''));
  const named = status !== null && !(status[2] === '0' && status[3] === '0') ? status[0] : null;
  const enhanced = named ?? quoted?.enhanced ?? null;
  const code = enhanced ?? quoted?.code.toString() ?? status?.[0] ?? null;
  const permanent = (enhanced ?? status?.[0] ?? '5').startsWith('5');
  // Tried for days and given up: nothing permanent was said about the address.
  if (!permanent) return { said: 'soft', code };
  const reply = { code: Math.max(quoted?.code ?? 500, 500), enhanced, retryAfterMs: null };
  switch (refusalOf('recipient', reply).code) {
    case 'recipient_refused':
      return { said: 'hard', code };
    case 'mailbox_unavailable':
      return { said: 'soft', code };
    default:
      return { said: 'refused', code };
  }
}

const SEVERITY: readonly ReportSaid[] = ['hard', 'soft', 'refused', 'delayed', 'delivered'];

/** A mail of ours has one recipient; a list behind it may have more. */
function worst(verdicts: readonly Said[]): Said {
  const [first, ...rest] = verdicts;
  if (!first) return { said: 'other', code: null };
  return rest.reduce(
    (left, right) => (SEVERITY.indexOf(right.said) < SEVERITY.indexOf(left.said) ? right : left),
    first,
  );
}

/** RFC 3834, and what programs sent before it. */
function isAutomatic({ headers }: ParsedMail): boolean {
  const text = (name: string): string => {
    const value = headers.get(name);
    return typeof value === 'string' ? value.toLowerCase() : '';
  };
  const submitted = text('auto-submitted');
  if (submitted !== '' && submitted !== 'no') return true;
  if (/^(auto_reply|bulk|junk)$/.test(text('precedence'))) return true;
  return headers.has('x-autoreply') || headers.has('x-autorespond') || headers.has('x-auto-response-suppress');
}
