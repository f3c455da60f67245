import type { EpochMs } from './time';

export const CONSENT_PURPOSES = ['marketing', 'profiling'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

export const CONSENT_CHANNELS = ['email', 'phone'] as const;
export type ConsentChannel = (typeof CONSENT_CHANNELS)[number];

export const CONSENT_STATES = ['granted', 'withdrawn'] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

/** When, where and to which wording a lead said yes or no. */
export interface ConsentProof {
  /** `form:<slug>`, `unsubscribe`, `import`, `api`, `user`. */
  readonly via: string;
  /** The wording as it was shown; null when none was shown (an unsubscribe). */
  readonly wording: string | null;
  readonly wordingVersion: number | null;
  /** The instant of the second opt-in; null when there was none. */
  readonly confirmedAt: EpochMs | null;
  readonly submissionId: string | null;
}

/** The latest word of a lead about one purpose on one channel. */
export interface Consent {
  readonly purpose: ConsentPurpose;
  readonly channel: ConsentChannel;
  readonly state: ConsentState;
  readonly at: EpochMs;
}
