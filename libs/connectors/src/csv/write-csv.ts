import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { EpochMs, Language, ZoneId } from '@ripen/domain';
import { markEscaped } from './formula';

/** A value on its way into a file. An instant or a day is told by its key, so that it is written as people of that language write it. */
export type CsvValue =
  string | number | boolean | null | undefined | { readonly instant: EpochMs } | { readonly day: string };

/** How people of a language open files: German spreadsheets take semicolons, decimal commas and a byte order mark. */
export interface CsvDialect {
  readonly language: Language;
  /** Instants are written as this zone's wall clock. */
  readonly zone: ZoneId;
}

const BOM = '\ufeff';

/**
 * Writes a table, row by row as `rows` gives them. No cell runs as a formula, and `readCsv` gives back every text as it was. UTF-8 with a
 * byte order mark, CRLF.
 */
export function writeCsv(
  header: readonly string[],
  rows: AsyncIterable<readonly CsvValue[]> | Iterable<readonly CsvValue[]>,
  dialect: CsvDialect,
): Readable {
  const cell = cellWriter(dialect);
  const sheet = stringify({
    delimiter: dialect.language === 'de' ? ';' : ',',
    record_delimiter: '\r\n',
    escape_formulas: true,
    // Readers take any of the three line ends for one.
    quoted_match: /[\r\n]/,
    bom: false,
    cast: {
      number: (value: number) => cell(value),
      boolean: (value: boolean) => cell(value),
      object: (value: object) => cell(value as CsvValue),
    },
  });
  async function* records(): AsyncGenerator<unknown[]> {
    yield header.map(markEscaped);
    for await (const row of rows) yield row.map((value) => (typeof value === 'string' ? markEscaped(value) : value));
  }
  const source = Readable.from(records());
  source.once('error', (error) => sheet.destroy(error));
  sheet.once('close', () => source.destroy());
  sheet.push(BOM);
  return source.pipe(sheet);
}

const YES_NO = { de: ['ja', 'nein'], en: ['yes', 'no'] } as const;

function cellWriter({ language, zone }: CsvDialect): (value: CsvValue) => string {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  const day = (iso: string): string => (language === 'de' ? iso.replace(/^(\d{4})-(\d\d)-(\d\d)/, '$3.$2.$1') : iso);
  return (value) => {
    if (value === null || value === undefined) return '';
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return language === 'de' ? String(value).replace('.', ',') : String(value);
    if (typeof value === 'boolean') return YES_NO[language][value ? 0 : 1];
    return day('day' in value ? value.day : clock.format(value.instant));
  };
}
