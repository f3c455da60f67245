import { z } from 'zod';
import type { HandoffRefusal } from './state';

const AMOUNT_MISSING = 'amount_missing' satisfies HandoffRefusal;

/** An amount of money: above 0, at most a trillion, whole cents. The one rule for forms, the API and what `act` accepts. */
export const amountSchema = z
  .number()
  .max(1_000_000_000_000)
  .multipleOf(0.01)
  .refine((amount) => amount > 0, { message: AMOUNT_MISSING })
  .meta({ exclusiveMinimum: 0 });

/** A currency by its ISO 4217 code. */
export const currencySchema = z.string().regex(/^[A-Z]{3}$/);

/** Whether `act` takes this as the amount of a quote or a deal. */
export function isMoney({ amount, currency }: { readonly amount: number; readonly currency: string }): boolean {
  return amountSchema.safeParse(amount).success && currencySchema.safeParse(currency).success;
}
