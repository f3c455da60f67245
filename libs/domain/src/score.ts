import type { EpochMs } from './time';

/** Explicit score: who the lead is. A is best. */
export const GRADES = ['A', 'B', 'C', 'D'] as const;
export type Grade = (typeof GRADES)[number];

/** Implicit score: what the lead does. 1 is best. */
export const BANDS = [1, 2, 3, 4] as const;
export type Band = (typeof BANDS)[number];

/** Grade and band together, `A1` … `D4`. */
export type Cell = `${Grade}${Band}`;
export const CELLS: readonly Cell[] = GRADES.flatMap((grade) => BANDS.map((band) => `${grade}${band}` as const));

/** What a cell means. */
export const STAGES = ['park', 'nurture', 'develop', 'sales_ready'] as const;
export type Stage = (typeof STAGES)[number];

/** `hot`: near a deal. `looking`: at the start. `pseudo`: not a lead, never handed to sales. */
export const CATEGORIES = ['hot', 'looking', 'pseudo'] as const;
export type Category = (typeof CATEGORIES)[number];

/** A lead's score as it is stored beside the lead. Points are integers in thousandths. */
export interface Score {
  readonly modelVersion: number;
  readonly grade: Grade;
  readonly band: Band;
  readonly cell: Cell;
  readonly stage: Stage;
  readonly category: Category;
  /** The key of the pseudo rule that matched, `by_hand`, or null when the lead is no pseudo-lead. */
  readonly pseudoReason: string | null;
  /** Never below 0: a negative sum is lifted by a term of its own. */
  readonly pointsMilli: number;
  /** Criteria that were answered, of all criteria. */
  readonly answered: number;
  readonly criteria: number;
  readonly scoredAt: EpochMs;
}
