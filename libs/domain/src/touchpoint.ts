import type { EpochMs } from './time';

/** Touchpoint types that the product ships. A workspace may name more (snake_case). */
export const TOUCHPOINT_TYPES = [
  'content_requested',
  'email_link_clicked',
  'topic_page_visited',
  'webinar_registered',
  'webinar_attended',
  'webinar_missed',
  'trade_fair_registered',
  'trade_fair_visited',
  'trade_fair_missed',
  'form_submitted',
  'form_confirmed',
  'page_visited',
  'careers_page_visited',
  'page_scrolled',
  'link_clicked',
  'file_downloaded',
] as const;
export type TouchpointType = (typeof TOUCHPOINT_TYPES)[number] | (string & {});

/** How the lead came: channel (`email`, `organic`, `ads`, …), campaign and referrer. */
export interface Source {
  readonly channel: string | null;
  readonly campaign: string | null;
  readonly referrer: string | null;
}

/** One thing a lead did. Appended to the ledger, never changed. */
export interface Touchpoint {
  readonly id: string;
  readonly type: TouchpointType;
  /** When it happened, by the sender's word. */
  readonly occurredAt: EpochMs;
  /** When we learned of it. */
  readonly receivedAt: EpochMs;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly source: Source;
  /** The enrollment whose mail led here, for a tracked link. */
  readonly enrollmentId: string | null;
}
