import { isMoney } from '@ripen/handoff';

/** The money fields as they stand; empty while nothing is typed. */
export interface Money {
  readonly amount: number | string;
  readonly currency: string;
}

/** The amount as the API takes it, in whole cents; null while nothing is typed, or where `act` would refuse it. */
export function amountOf({ amount, currency }: Money): number | null {
  if (amount === '') return null;
  const rounded = Math.round(Number(amount) * 100) / 100;
  return isMoney({ amount: rounded, currency }) ? rounded : null;
}
