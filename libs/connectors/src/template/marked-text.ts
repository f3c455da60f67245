import type { MarkedText } from './template-thread';

const MARK = /\uE000(\d+)\uE001/g;
const STRAY = /[\uE000-\uE002]/g;

/** Puts the values back into a piece of marked text. `write` says how a value is written there. */
export function resolveMarks(
  piece: string,
  values: readonly string[],
  write: (value: string, at: number) => string = plain,
): string {
  // A filter may have cut a mark in two; what is left of it is dropped.
  return piece
    .replace(MARK, (_, index: string, at: number) => write(values[Number(index)] ?? '', at))
    .replace(STRAY, '');
}

/** A subject: one line without control characters, at most 250 characters. */
export function oneLine({ text, values }: MarkedText): string {
  return resolveMarks(text, values)
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
    .trim()
    .slice(0, 250);
}

function plain(value: string): string {
  return value;
}
