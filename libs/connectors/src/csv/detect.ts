import { parse, type Options } from 'csv-parse/sync';
import {
  CSV_DELIMITERS,
  type CsvColumn,
  type CsvDelimiter,
  CSV_LIMITS,
  type CsvLimits,
  type CsvShape,
} from './csv-shape';
import { type CsvNotice, type LineEnd, UnreadableCsv } from './csv-words';

const SAMPLE_ROWS = 500;
/** Of the fields that most rows fill: a row that fills fewer stands before the header. */
const HEADER_SHARE = 0.6;

/** Options of csv-parse for files of unknown origin. Records of one empty cell are blank lines. */
export function parserOptions(delimiter: CsvDelimiter, limits: Pick<CsvLimits, 'recordSize'>): Options {
  return {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: limits.recordSize,
  };
}

/** What was found out about a file's text, and its first records. */
export interface Detected {
  readonly shape: CsvShape;
  readonly columns: readonly CsvColumn[];
  /** Records below the header, with their place counted from 1. */
  readonly rows: readonly { readonly number: number; readonly cells: readonly string[] }[];
  readonly notices: readonly CsvNotice[];
}

/** What a person corrected; the rest is found out. */
export type GivenShape = Partial<CsvShape>;

interface Head {
  readonly text: string;
  /** The text goes on: its last record may be cut off. */
  readonly more: boolean;
}

/** Finds delimiter, header and columns in the beginning of a file. Throws `UnreadableCsv` where there is no table. */
export function detectTable(
  head: Head,
  encoding: CsvShape['encoding'],
  given: GivenShape = {},
  limits: CsvLimits = CSV_LIMITS,
): Detected {
  refuseOtherFormats(head.text);
  const named = /^sep=([,;\t|])\r?\n?/.exec(head.text)?.[1] as CsvDelimiter | undefined;
  const delimiter = given.delimiter ?? named ?? likeliest(head, limits);
  const records = recordsOf(head, delimiter, limits);
  if (records.length === 0) throw new UnreadableCsv('empty');
  if (records.some((cells) => cells.length > limits.columns)) throw new UnreadableCsv('too_many_columns');
  const headerRow = Math.min(given.headerRow ?? headerOf(records), records.length);
  const rows = records.slice(headerRow).map((cells, index) => ({ number: headerRow + index + 1, cells }));
  const width = headerRow === 0 ? widest(rows) : (records[headerRow - 1]?.length ?? 0);
  const header = headerRow === 0 ? [] : (records[headerRow - 1] ?? []);
  const filled = rows.filter(({ cells }) => !isBlank(cells));
  if (filled.length === 0 && !head.more) throw new UnreadableCsv('no_rows');
  const { columns, notices } = nameColumns(
    header,
    width,
    filled.map(({ cells }) => cells),
  );
  if (columns.length === 1 && !isPlainList(filled.map(({ cells }) => cells[0] ?? '')))
    throw new UnreadableCsv('no_table');
  return {
    shape: { encoding, delimiter, headerRow },
    columns,
    rows: filled,
    notices: [
      columns.length === 1 ? { code: 'single_column' } : { code: 'delimiter', delimiter },
      { code: 'line_ends', ends: lineEnds(head.text) },
      ...headerNotices(headerRow, records),
      ...notices,
      ...rowNotices(
        rows.map(({ cells }) => cells),
        columns.length,
      ),
    ],
  };
}

/** Whether a record says nothing. */
export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

function refuseOtherFormats(text: string): void {
  const start = text.trimStart();
  if (start === '') throw new UnreadableCsv('empty');
  if (/^(\{\s*"|\[\s*[{[]|<\?xml|<!doctype|<html)/i.test(start)) throw new UnreadableCsv('other_format');
}

function recordsOf({ text, more }: Head, delimiter: CsvDelimiter, limits: CsvLimits): string[][] {
  try {
    const records: string[][] = parse(text, { ...parserOptions(delimiter, limits), to: SAMPLE_ROWS });
    return more && records.length < SAMPLE_ROWS && records.length > 1 ? records.slice(0, -1) : records;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'CSV_QUOTE_NOT_CLOSED') return more ? beforeTheCut(text, delimiter, limits) : refuse('open_quote');
    if (code === 'CSV_MAX_RECORD_SIZE') throw new UnreadableCsv('record_too_long');
    throw error;
  }
}

/** The end of the sample lies in a quoted field: the records before it count. */
function beforeTheCut(text: string, delimiter: CsvDelimiter, limits: CsvLimits): string[][] {
  const records: string[][] = [];
  try {
    parse(text, {
      ...parserOptions(delimiter, limits),
      on_record: (record: string[]) => {
        records.push(record);
        return null;
      },
    });
  } catch (error) {
    if (codeOf(error) !== 'CSV_QUOTE_NOT_CLOSED') throw error;
  }
  if (records.length === 0) throw new UnreadableCsv('record_too_long');
  return records.slice(0, SAMPLE_ROWS);
}

/** The code of a parser's error; '' of any other. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function refuse(refusal: 'open_quote'): never {
  throw new UnreadableCsv(refusal);
}

/** The delimiter by which most records have the same number of fields, and many of them. */
function likeliest(head: Head, limits: CsvLimits): CsvDelimiter {
  const judged = CSV_DELIMITERS.map((delimiter) => ({ delimiter, score: evenness(head, delimiter, limits) }));
  const best = judged.reduce((first, next) => (next.score > first.score ? next : first));
  return best.delimiter;
}

function evenness(head: Head, delimiter: CsvDelimiter, limits: CsvLimits): number {
  let widths: number[];
  try {
    widths = recordsOf(head, delimiter, limits)
      .filter((cells) => !isBlank(cells))
      .map((cells) => cells.length);
  } catch (error) {
    if (error instanceof UnreadableCsv) return 0;
    throw error;
  }
  const usual = mode(widths);
  if (usual < 2) return 0;
  return (widths.filter((width) => width === usual).length / widths.length) * (1 + Math.log2(usual));
}

function mode(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

const filledIn = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== '').length;
const isAddress = (cell: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell.trim());
const isNumber = (cell: string): boolean => /^-?[\d.,\s]+$/.test(cell.trim());

/** The first record that fills about as many fields as the others do; 0 where that one is data already. */
function headerOf(records: readonly (readonly string[])[]): number {
  const usual = mode(records.map(filledIn).filter((count) => count > 0));
  const place = records.findIndex(
    (cells) => filledIn(cells) >= Math.max(1, usual * HEADER_SHARE) && !/^sep=.?$/.test(cells.join('')),
  );
  const header = (records[place] ?? []).filter((cell) => cell.trim() !== '');
  return place === -1 || header.some(isAddress) || header.every(isNumber) ? 0 : place + 1;
}

/** A list of one column is one where nothing looks like prose. */
function isPlainList(cells: readonly string[]): boolean {
  const said = cells.filter((cell) => cell.trim() !== '');
  const plain = said.filter((cell) => cell.length <= 100 && cell.trim().split(/\s+/).length <= 3);
  return said.length > 0 && plain.length >= said.length * 0.9;
}

function widest(rows: readonly { readonly cells: readonly string[] }[]): number {
  return rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
}

function nameColumns(
  header: readonly string[],
  width: number,
  rows: readonly (readonly string[])[],
): { columns: CsvColumn[]; notices: CsvNotice[] } {
  const labels = Array.from({ length: width }, (_, index) => (header[index] ?? '').replace(/\s+/g, ' ').trim());
  const notices: CsvNotice[] = [];
  if (labels.length > 1 && labels.at(-1) === '' && rows.every((cells) => (cells[width - 1] ?? '').trim() === '')) {
    labels.pop();
    notices.push({ code: 'trailing_column' });
  }
  const blank = labels.filter((label) => label === '').length;
  if (header.length > 0 && blank > 0) notices.push({ code: 'blank_headers', count: blank });
  const seen = new Map<string, number>();
  const taken = new Set(labels);
  const columns = labels.map((label, index) => {
    if (label === '') return { index, label: `#${index + 1}`, named: false };
    let time = (seen.get(label) ?? 0) + 1;
    let unique = label;
    while (time > 1 && taken.has((unique = `${label} (${time})`))) time += 1;
    seen.set(label, time);
    taken.add(unique);
    return { index, label: unique, named: true };
  });
  const repeated = [...seen.values()].filter((count) => count > 1).length;
  if (repeated > 0) notices.push({ code: 'duplicate_headers', count: repeated });
  return { columns, notices };
}

function headerNotices(headerRow: number, records: readonly (readonly string[])[]): CsvNotice[] {
  if (headerRow === 0) return [{ code: 'no_header' }];
  const before = records
    .slice(0, headerRow - 1)
    .filter((cells) => !isBlank(cells) && !/^sep=.?$/.test(cells.join(''))).length;
  return before === 0 ? [] : [{ code: 'rows_before_header', count: before }];
}

function rowNotices(rows: readonly (readonly string[])[], width: number): CsvNotice[] {
  const filled = rows.filter((cells) => !isBlank(cells));
  const notices: CsvNotice[] = [];
  if (filled.some((cells) => cells.some((cell) => /[\r\n]/.test(cell)))) notices.push({ code: 'quoted_newlines' });
  if (filled.some((cells) => cells.length < width)) notices.push({ code: 'short_rows' });
  if (filled.some((cells) => overflows(cells, width))) notices.push({ code: 'long_rows' });
  if (filled.length < rows.length) notices.push({ code: 'blank_rows' });
  return notices;
}

/** Whether a record says something beyond the last column. */
export function overflows(cells: readonly string[], width: number): boolean {
  return cells.length > width && !isBlank(cells.slice(width));
}

/** Line ends outside of quoted fields, as far as that can be told without a dialect. */
function lineEnds(text: string): LineEnd {
  const bare = text.replace(/"(?:[^"]|"")*"/g, '');
  const crlf = /\r\n/.test(bare);
  const lf = /(^|[^\r])\n/.test(bare);
  const cr = /\r(?!\n|$)/.test(bare);
  if (Number(crlf) + Number(lf) + Number(cr) > 1) return 'mixed';
  return crlf ? 'CRLF' : cr ? 'CR' : 'LF';
}
