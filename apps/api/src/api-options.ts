import type { Clock } from '@ripen/persistence';
import type { Logger } from 'pino';
import type { RequestPatience } from './http/slow-requests';

export const API_OPTIONS = Symbol('API_OPTIONS');

/** What the API needs to know of where it runs. */
export interface ApiOptions {
  /** Where browsers reach this installation; no trailing slash. */
  readonly publicUrl: string;
  readonly databaseUrl: string;
  readonly secret: string;
  /** Postgres and Temporal are those that `npm start` brought. */
  readonly embedded: boolean;
  /** Asked for "now" inside a transaction. */
  readonly clock: Clock;
  /** The built-in mailbox's port; null where a mail server is configured. */
  readonly inboxPort: number | null;
  readonly temporal: {
    readonly address: string;
    readonly namespace: string;
    readonly tls: boolean;
    readonly apiKey: string | null;
  };
  /** The built studio; null serves none. */
  readonly studioDir: string | null;
  readonly logger: Logger;
  /** Also check every answer against its schema. */
  readonly checkAnswers: boolean;
  readonly poolSize: number;
  readonly patience: RequestPatience;
}
