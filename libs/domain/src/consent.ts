import type { EpochMs } from './time';

/** The key of a purpose: lower case, digits, underscores. Which ones there are, the workspace decides; some are shipped. */
export type ConsentPurpose = string;
export const PURPOSE_KEY = /^[a-z][a-z0-9_]{0,49}$/;

/** Shipped: what a one-click unsubscribe is about unless a mail says otherwise, and what answers a request and so needs no consent. */
export const MARKETING: ConsentPurpose = 'marketing';
export const TRANSACTIONAL: ConsentPurpose = 'transactional';

export const CONSENT_CHANNELS = ['email', 'phone'] as const;
export type ConsentChannel = (typeof CONSENT_CHANNELS)[number];

export const CONSENT_STATES = ['granted', 'withdrawn'] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

/** When, where and to which wording a lead said yes or no. */
export interface ConsentProof {
  /** `form:<slug>`, `unsubscribe`, `preferences`, `complaint`, `import:<id>`, `api`, `user:<id>`, `merge`. */
  readonly via: string;
  /** The wording as it was shown; null when none was shown (an unsubscribe). */
  readonly wording: string | null;
  readonly wordingVersion: number | null;
  /** The instant of the second opt-in; null when there was none. */
  readonly confirmedAt: EpochMs | null;
  readonly submissionId: string | null;
}

/** The latest word of a lead about one purpose on one channel: by when it was said; of two at the same instant, the *no*. */
export interface Consent {
  readonly purpose: ConsentPurpose;
  readonly channel: ConsentChannel;
  readonly state: ConsentState;
  readonly at: EpochMs;
}
