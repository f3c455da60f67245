import type { Evidence } from '../evidence';

/** What must hold after every run, whatever was killed. */
export interface Invariant {
  readonly name: string;
  readonly sentence: string;
  /** The ids of what breaks it; none when it holds. */
  look(evidence: Evidence): readonly string[] | Promise<readonly string[]>;
}

/** Those that come more than once, each told once. */
export function repeated<T>(values: readonly T[]): T[] {
  const seen = new Set<T>();
  const again = new Set<T>();
  for (const value of values) (seen.has(value) ? again : seen).add(value);
  return [...again];
}

/** The first column of a statement's rows, as text. */
export async function idsOf({ pool }: Evidence, sql: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: string | number }>(sql);
  return rows.map(({ id }) => String(id));
}
