import type { Pool, PoolClient, QueryResult } from 'pg';
import { createPool } from '../db/pool';

/**
 * Where a connection is cut. `before`: the statement is not sent any more. `after`: it was carried out, its answer is not seen, and nothing
 * follows it on that connection. Before COMMIT is "not committed", after COMMIT "committed, but the answer was lost".
 */
export interface FaultPoint {
  readonly statement: number;
  readonly when: 'before' | 'after';
}

/** Connections that do not wait for the disk at COMMIT: what survives a power cut is Postgres's own promise, and thousands of runs have no time for it. */
export function quickPool(connectionString: string): Pool {
  return createPool({ connectionString, max: 6, options: '-c synchronous_commit=off' });
}

type Ask = (...input: unknown[]) => Promise<QueryResult>;
type Answered = (failure: Error | null, result?: QueryResult) => void;

/** A pool that counts the statements it sends and cuts the connection at one of them, chosen by its number. */
export class FaultyPool {
  readonly pool: Pool;
  /** What the statements since `arm` were, in order: the name of a prepared one, else how its text begins. */
  asked: string[] = [];
  /** The statement at which the connection was cut. */
  hit: string | null = null;
  private point: FaultPoint | null = null;

  constructor(connectionString: string) {
    this.pool = quickPool(connectionString);
    this.pool.on('connect', (client) => this.wrap(client));
  }

  /** Begins to count; with a point, cuts once when the count comes there. */
  arm(point: FaultPoint | null): void {
    this.point = point;
    this.asked = [];
    this.hit = null;
  }

  private wrap(client: PoolClient): void {
    const ask: Ask = client.query.bind(client);
    const pending = new Set<Promise<unknown>>();
    let cut: Promise<never> | null = null;
    const answer = (input: unknown[]): Promise<QueryResult> => {
      if (cut !== null) return cut;
      this.asked.push(titleOf(input[0]));
      if (this.point?.statement !== this.asked.length) {
        const asked = ask(...input);
        const settled = asked.then(nothing, nothing).finally(() => pending.delete(settled));
        pending.add(settled);
        return asked;
      }
      this.hit = this.asked.at(-1) ?? null;
      const last = this.point.when === 'before' ? Promise.allSettled(pending) : ask(...input).then(nothing, nothing);
      cut = last.then(() => sever(client));
      return cut;
    };
    // Callers of a pool's own `query` hand a callback in, those of a client await.
    const query = (...input: unknown[]): Promise<QueryResult> | void => {
      const tell = input.at(-1);
      if (!isCallback(tell)) return answer(input);
      answer(input.slice(0, -1)).then(
        (result) => tell(null, result),
        (failure: Error) => tell(failure),
      );
    };
    Object.assign(client, { query });
  }
}

function isCallback(value: unknown): value is Answered {
  return typeof value === 'function';
}

const nothing = (): void => undefined;

/** The socket goes; what the caller is told is what the driver tells when that happens by itself. */
function sever(client: PoolClient): Promise<never> {
  client.connection.stream.destroy();
  return Promise.reject(new Error('Connection terminated unexpectedly'));
}

function titleOf(statement: unknown): string {
  if (typeof statement === 'string') return statement.trim().replaceAll(/\s+/g, ' ').slice(0, 40);
  if (typeof statement !== 'object' || statement === null) return '?';
  if ('name' in statement && typeof statement.name === 'string') return statement.name;
  return 'text' in statement ? titleOf(statement.text) : '?';
}
