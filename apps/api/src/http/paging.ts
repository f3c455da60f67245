import { refuseFields } from './api-exception';

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
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const plain = Array.isArray(parts) ? parts.filter((part) => part === null || typeof part === 'string' || typeof part === 'number') : [];
    if (plain.length === length) return plain;
  } catch {
    // Not one of ours: refused below.
  }
  throw badCursor();
}

function badCursor() {
  return refuseFields([{ path: 'query.cursor', problem: 'unknown_cursor' }]);
}
