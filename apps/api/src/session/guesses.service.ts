import { Inject, Injectable } from '@nestjs/common';
import { newId } from '@ripen/persistence';
import { keyedHash } from '../access/secrets';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { ApiException } from '../http/api-exception';
import { delayAfter, FREE_TRIES } from './guess-delay';

/** What is guessed at: each counts for itself. */
export type GuessedAt = 'sign-in' | 'reset';

/** A try that counts until it is cleared. */
export interface Attempt {
  /** It was right: what this account was guessed at before is forgotten. */
  clear(): Promise<void>;
  /** It was no guess: only this one does not count. */
  forgive(): Promise<void>;
}

interface Counted {
  key: string;
  tries: number;
  since_ms: number | null;
}

/** Tries of one network that wait for their turn in this process. */
const MOST_IN_LINE = 20;

/** Hours that a failed try is remembered. */
const REMEMBERED_HOURS = 24;

/**
 * Slows guessing down: each try is counted before the password is looked at, so that a thousand at once are a thousand. Counted are the
 * account from this network, the account from everywhere, and the network; after the free tries the wait doubles up to a quarter of an
 * hour. The keys are hashes; an address that nobody has is counted like any other.
 */
@Injectable()
export class GuessesService {
  private readonly lines = new Map<string, { waiting: number; last: Promise<unknown> }>();

  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  /** @throws ApiException `too_many_requests` while the next try has to wait, whatever it would be. */
  async begin(at: GuessedAt, address: string, network: string): Promise<Attempt> {
    const keys = {
      pair: this.key(at, 'pair', `${network} ${address}`),
      account: this.key(at, 'account', address),
      network: this.key(at, 'network', network),
    };
    const attempt = newId();
    const waitMs = await this.inLine(network, () => this.count(keys, attempt));
    if (waitMs > 0) throw new ApiException('too_many_requests', { retryAfter: Math.ceil(waitMs / 1_000) });
    return {
      clear: async () => {
        await this.database.rows('DELETE FROM sign_in_failure WHERE attempt = $1 OR key = ANY ($2)', [
          attempt,
          [keys.pair, keys.account],
        ]);
      },
      forgive: async () => {
        await this.database.rows('DELETE FROM sign_in_failure WHERE attempt = $1', [attempt]);
      },
    };
  }

  /**
   * One try of a network at a time asks the database, and few wait for it: a thousand at once would hold every connection, each waiting for the
   * one before it, and nobody else would be answered.
   */
  private async inLine(network: string, ask: () => Promise<number>): Promise<number> {
    const line = this.lines.get(network) ?? { waiting: 0, last: Promise.resolve<unknown>(null) };
    if (line.waiting >= MOST_IN_LINE) throw new ApiException('too_many_requests', { retryAfter: 1 });
    this.lines.set(network, line);
    line.waiting += 1;
    const mine = line.last.then(ask);
    // Whoever comes next does not mind how this one ended; this caller hears of it below.
    line.last = mine.catch(() => null);
    try {
      return await mine;
    } finally {
      line.waiting -= 1;
      if (line.waiting === 0) this.lines.delete(network);
    }
  }

  /** Milliseconds to wait; with none the try is counted. */
  private count(keys: Readonly<Record<keyof typeof FREE_TRIES, string>>, attempt: string): Promise<number> {
    const all = Object.values(keys);
    return this.database.transaction(async (tx) => {
      // One after the other for the same account or network; in one order, so that two never wait for each other.
      await tx.query(
        'SELECT pg_advisory_xact_lock(hashtextextended(key, 7)) FROM (SELECT unnest($1::text[]) AS key ORDER BY 1) keys',
        [all],
      );
      await tx.query('DELETE FROM sign_in_failure WHERE at < clock_timestamp() - make_interval(hours => $1)', [
        REMEMBERED_HOURS,
      ]);
      const { rows } = await tx.query<Counted>(
        `SELECT key, count(*)::int AS tries, (extract(epoch FROM clock_timestamp() - max(at)) * 1000)::float8 AS since_ms
         FROM sign_in_failure WHERE key = ANY ($1) GROUP BY key`,
        [all],
      );
      const waits = (['pair', 'account', 'network'] as const).map((kind) => {
        const found = rows.find(({ key }) => key === keys[kind]);
        return found === undefined ? 0 : delayAfter(found.tries, FREE_TRIES[kind]) - (found.since_ms ?? 0);
      });
      const waitMs = Math.max(0, ...waits);
      if (waitMs === 0)
        await tx.query('INSERT INTO sign_in_failure (key, attempt) SELECT unnest($1::text[]), $2', [all, attempt]);
      return waitMs;
    });
  }

  private key(at: GuessedAt, kind: string, text: string): string {
    return keyedHash(this.options.secret, `${at} ${kind}:${text}`);
  }
}
