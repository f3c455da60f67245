import { z } from 'zod';
import { refuseFields } from './api-exception';

const cursorSchema = z.array(z.union([z.string(), z.number(), z.null()]));

export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** Where a page of a list begins that is ordered by something people edit. */
export function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^\d{1,9}$/.test(cursor)) throw badCursor();
  return Number(cursor);
}

export function pageOf<T>(items: T[], { offset, total }: { offset: number; total: number }): Page<T> {
  const end = offset + items.length;
  return { items, nextCursor: items.length > 0 && end < total ? String(end) : null, total };
}

/** A cursor that names the last row by its sort value and id, so that rows added meanwhile move nothing. */
export function encodeCursor(parts: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

export function decodeCursor(cursor: string, length: number): (string | number | null)[] {
  try {
    const parts = cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    if (parts.length === length) return parts;
  } catch {
    // Not one of ours: refused below.
  }
  throw badCursor();
}

function badCursor() {
  return refuseFields([{ path: 'query.cursor', problem: 'unknown_cursor' }]);
}
