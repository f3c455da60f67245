/**
 * Folds a text for comparison: trimmed, composed (NFC), case-folded without any locale, "ß" like "ss". Two texts that
 * differ only in case fold to the same, on every machine.
 */
export function fold(text: string): string {
  const trimmed = text.trim();
  if (isAscii(trimmed)) return trimmed.toLowerCase();
  // Lower, upper, lower: "ẞ" → "ß" → "SS" → "ss". One pass alone would keep "ß" and "ẞ" apart.
  return trimmed.normalize('NFC').toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFC');
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    if (text.charCodeAt(at) > 0x7f) return false;
  }
  return true;
}

/** The words of a text, folded and padded with one blank on each side: " head of sales ". Empty texts give " ". */
export function foldToWords(text: string): string {
  const words = fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return words.length === 0 ? ' ' : ` ${words.join(' ')} `;
}

const PLAIN_DECIMAL = /^[+-]?\d+(\.\d+)?$/;

/** A finite number, or a text that is a plain decimal ("12", "-3.5"); otherwise null. "1e3", "0x10" and "" are no numbers. */
export function toNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return null;
  const trimmed = value.trim();
  return PLAIN_DECIMAL.test(trimmed) ? Number(trimmed) : null;
}
