/** What a spreadsheet would run when a cell begins with it: the set that csv-stringify escapes. */
const FORMULA = String.raw`=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20`;
const ESCAPED = new RegExp(`^'+[${FORMULA}]`);

/** A value that looks escaped already gets one more mark, so that taking one away always gives back what was there. */
export function markEscaped(value: string): string {
  return ESCAPED.test(value) ? `'${value}` : value;
}

/** Undoes what an export does to a cell that a spreadsheet would take for a formula. */
export function unescapeFormula(cell: string): string {
  return ESCAPED.test(cell) ? cell.slice(1) : cell;
}
