/** Encodings that a file may have. What is none of them is taken for the nearest one and can be corrected by hand. */
export const CSV_ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'utf-32le',
  'utf-32be',
  'windows-1252',
  'windows-1250',
  'iso-8859-15',
  'macintosh',
] as const;
export type CsvEncoding = (typeof CSV_ENCODINGS)[number];

export const CSV_DELIMITERS = [',', ';', '\t', '|'] as const;
export type CsvDelimiter = (typeof CSV_DELIMITERS)[number];

/** How the bytes of a file are to be read. */
export interface CsvShape {
  readonly encoding: CsvEncoding;
  readonly delimiter: CsvDelimiter;
  /** The record that names the columns, counted from 1 as a spreadsheet counts rows; 0: none does. */
  readonly headerRow: number;
}

/** What is read at all. Beyond these a file is refused, so that memory stays bounded whatever is sent. */
export const CSV_LIMITS = {
  bytes: 100 * 1024 * 1024,
  rows: 500_000,
  columns: 300,
  /** Characters of one record. */
  recordSize: 1_000_000,
} as const;
export type CsvLimits = { readonly [Limit in keyof typeof CSV_LIMITS]: number };

/** One column of a file. */
export interface CsvColumn {
  /** From 0. */
  readonly index: number;
  /** Unlike those of all others of the file; `#3` where the file names none. */
  readonly label: string;
  readonly named: boolean;
}

/** One record of a file: as many cells as there are columns, unless it has too many. */
export interface CsvRow {
  /** Counted from 1 with everything before it, as a spreadsheet counts. */
  readonly number: number;
  readonly cells: readonly string[];
}
