import { type Cell, type EpochMs, WORKLIST_PRIORITIES, type WorklistPriority, type ZoneId } from '@ripen/domain';
import { Temporal } from 'temporal-polyfill';
import { breachDue } from './clock';
import type { Handoff, HandoffAction, Quote } from './state';

/** What a line of the worklist is judged by. `zone`: where today's date is taken from, the reader's or the workspace's. */
export interface WorklistInput {
  readonly handoff: Handoff;
  /** The lead's cell; null while there is no score. */
  readonly cell: Cell | null;
  readonly now: EpochMs;
  readonly zone: ZoneId;
}

/** What the order of the worklist is made of. */
export interface WorklistItem {
  readonly id: string;
  readonly priority: WorklistPriority;
  readonly breached: boolean;
  /** The next instant at which something is due; may be past. */
  readonly due: EpochMs | null;
  readonly createdAt: EpochMs;
}

/**
 * A: a quote is to be written, or one that was handed in is to be chased. B: a new lead from marketing. C: everything that was contacted
 * before, and leads of grade C or D. An agreed follow-up date ahead holds back a quote that is to be written, not one to be chased.
 */
export function priorityOf(input: WorklistInput): WorklistPriority {
  const { handoff, cell } = input;
  if (mustChase(input) || mustQuote(input)) return 'A';
  const isNew = handoff.contactedAt === null;
  return isNew && !isLowGrade(cell) ? 'B' : 'C';
}

/** What the owner does next, as an action's name: with an agreed date ahead nothing before it, else what brings the deal on. */
export function nextAction(input: WorklistInput): HandoffAction['action'] {
  const { handoff } = input;
  if (handoff.state === 'pool') return 'claim';
  if (handoff.state === 'offered') return 'accept';
  if (handoff.contactedAt === null || mustChase(input)) return 'contact';
  if (mustQuote(input)) return 'quote';
  if (isFollowUpDue(input)) return 'contact';
  return isFollowUpAhead(input) ? 'follow_up' : toDecision(handoff);
}

/** After a contact without an agreed date: find out what is unknown, then close. */
function toDecision({ bant, quote }: Handoff): HandoffAction['action'] {
  if (bant.need.state === 'not_met') return 'lost';
  if (quote !== null) return 'won';
  return 'bant';
}

/** The line of one open handoff, ready to be ordered. */
export function worklistItem(input: WorklistInput): WorklistItem {
  const { handoff, now } = input;
  const promised = handoff.clock ? breachDue(handoff.clock) : handoff.poolUntil;
  const dues = [promised, handoff.followUpAt].filter((due) => due !== null);
  return {
    id: handoff.id,
    priority: priorityOf(input),
    breached: promised !== null && promised <= now,
    due: dues.length === 0 ? null : Math.min(...dues),
    createdAt: handoff.createdAt,
  };
}

/** The order to work them: priority, breached first, next due, older first. A total order, so a list never shuffles by itself. */
export function orderWorklist<T extends WorklistItem>(items: readonly T[]): T[] {
  return [...items].sort(
    (a, b) =>
      WORKLIST_PRIORITIES.indexOf(a.priority) - WORKLIST_PRIORITIES.indexOf(b.priority) ||
      Number(b.breached) - Number(a.breached) ||
      compareDue(a.due, b.due) ||
      a.createdAt - b.createdAt ||
      compareId(a.id, b.id),
  );
}

function mustQuote(input: WorklistInput): boolean {
  const { contactedAt, bant, quote } = input.handoff;
  return contactedAt !== null && bant.need.state === 'met' && quote === null && !isFollowUpAhead(input);
}

function mustChase({ handoff, now, zone }: WorklistInput): boolean {
  return handoff.quote !== null && chaseDay(handoff.quote) <= localDate(now, zone);
}

/** The day to ask for an answer; without one, the day on which the quote runs out. ISO dates compare as texts. */
function chaseDay(quote: Quote): string {
  return quote.chaseOn !== null && quote.chaseOn < quote.validUntil ? quote.chaseOn : quote.validUntil;
}

function isFollowUpDue({ handoff, now }: WorklistInput): boolean {
  return handoff.followUpAt !== null && handoff.followUpAt <= now;
}

function isFollowUpAhead({ handoff, now }: WorklistInput): boolean {
  return handoff.followUpAt !== null && handoff.followUpAt > now;
}

function isLowGrade(cell: Cell | null): boolean {
  return cell !== null && (cell.startsWith('C') || cell.startsWith('D'));
}

function localDate(at: EpochMs, zone: ZoneId): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}

function compareDue(a: EpochMs | null, b: EpochMs | null): number {
  if (a === b) return 0;
  return (a ?? Infinity) - (b ?? Infinity);
}

function compareId(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
