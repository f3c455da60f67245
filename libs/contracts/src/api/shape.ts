import { LANGUAGES } from '@ripen/domain';
import { z } from 'zod';

/** An identifier as it appears in URLs and answers. */
export const idSchema = z.uuid();

/** An instant: whole milliseconds since 1970-01-01T00:00:00Z. */
export const instantSchema = z.number().int().meta({ description: 'Milliseconds since 1970-01-01T00:00:00Z' });

/** A length of time in whole milliseconds, one second at least, ten years at most. */
export const durationSchema = z.number().int().min(1_000).max(315_360_000_000).meta({ description: 'Milliseconds' });

/** A calendar day without a zone, `YYYY-MM-DD`. */
export const daySchema = z.iso.date();

/** A time of day, `HH:MM`; `24:00` ends a day. */
export const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);

/** An IANA zone name that this runtime knows, for example `Europe/Berlin`. */
export const zoneSchema = z.string().min(1).max(64).refine(isZone, { message: 'unknown_zone' });

export const languageSchema = z.enum(LANGUAGES);
export const emailSchema = z.string().trim().toLowerCase().pipe(z.email().max(254));
export const httpUrlSchema = z.url({ protocol: /^https?$/ }).max(2_000);

/** Free text that a person typed: trimmed, not empty. */
export const lineSchema = z.string().trim().min(1).max(200);
export const noteSchema = z.string().trim().max(4_000);

/** One text in both languages. */
export const textSchema = z.object({ de: z.string().max(4_000), en: z.string().max(4_000) });
export type TextShape = z.infer<typeof textSchema>;

/** What every list takes: a search text, a sort key (`-` before it turns it round), a cursor and a size. */
export const listQuerySchema = z.object({
  search: z.string().trim().max(200).optional(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** A sort key with its direction: `name` ascending, `-name` descending. */
export function sortSchema<const K extends readonly [string, ...string[]]>(keys: K) {
  const both = keys.flatMap((key) => [key, `-${key}`]) as [K[number] | `-${K[number]}`];
  return z.enum(both);
}

/** A filter with several values: repeated in the query, or one value with commas. */
export function manySchema<T extends z.ZodType>(item: T) {
  return z.preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(item).max(50));
}

/** A yes/no in a query string. */
export const flagSchema = z.stringbool();

/** One page of a list: `nextCursor` is null on the last page, `total` counts all that match. */
export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    total: z.number().int().nonnegative(),
  });
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
