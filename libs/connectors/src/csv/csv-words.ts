import type { Text } from '@ripen/domain';
import { CSV_LIMITS, type CsvDelimiter, type CsvEncoding } from './csv-shape';

const MEGABYTES = CSV_LIMITS.bytes / (1024 * 1024);

/** Why a file cannot be read at all, each with what to do. */
export const CSV_REFUSALS = {
  empty: say(
    'Die Datei ist leer. Bitte wählen Sie eine Datei mit Zeilen aus.',
    'The file is empty. Please choose a file with rows.',
  ),
  spreadsheet: say(
    'Das ist eine Excel- oder ZIP-Datei. Bitte speichern Sie die Tabelle als „CSV UTF-8“ und laden Sie diese Datei hoch.',
    'This is an Excel or ZIP file. Please save the sheet as “CSV UTF-8” and upload that file.',
  ),
  compressed: say(
    'Die Datei ist komprimiert. Bitte entpacken Sie sie zuerst und laden Sie die CSV-Datei hoch.',
    'The file is compressed. Please unpack it first and upload the CSV file.',
  ),
  binary: say(
    'Das ist keine Textdatei. Bitte exportieren Sie die Daten als CSV und laden Sie diese Datei hoch.',
    'This is not a text file. Please export the data as CSV and upload that file.',
  ),
  other_format: say(
    'Das ist JSON, XML oder HTML und keine Tabelle. Bitte exportieren Sie die Daten als CSV.',
    'This is JSON, XML or HTML and not a table. Please export the data as CSV.',
  ),
  no_table: say(
    'Darin ist keine Tabelle zu erkennen: Spalten müssen durch Komma, Semikolon, Tabulator oder senkrechten Strich getrennt sein. Bitte exportieren Sie die Daten als CSV.',
    'There is no table in it: columns must be separated by comma, semicolon, tab or vertical bar. Please export the data as CSV.',
  ),
  no_rows: say(
    'Unter der Kopfzeile steht keine einzige Zeile. Bitte prüfen Sie die Datei oder wählen Sie eine andere Kopfzeile.',
    'There is not a single row below the header. Please check the file or choose another header row.',
  ),
  too_large: say(
    `Die Datei ist größer als ${MEGABYTES} MB. Bitte teilen Sie sie auf mehrere Dateien auf.`,
    `The file is larger than ${MEGABYTES} MB. Please split it into several files.`,
  ),
  too_many_rows: say(
    'Die Datei hat mehr als 500.000 Zeilen. Bitte teilen Sie sie auf mehrere Dateien auf.',
    'The file has more than 500,000 rows. Please split it into several files.',
  ),
  too_many_columns: say(
    `Die Datei hat mehr als ${CSV_LIMITS.columns} Spalten. Bitte lassen Sie weg, was Sie nicht brauchen.`,
    `The file has more than ${CSV_LIMITS.columns} columns. Please leave out what you do not need.`,
  ),
  record_too_long: say(
    'Eine Zeile ist länger als eine Million Zeichen, oder ein Anführungszeichen wird nie geschlossen. Bitte prüfen Sie die Datei an dieser Stelle.',
    'A row is longer than a million characters, or a quotation mark is never closed. Please check the file at that place.',
  ),
  open_quote: say(
    'Ein Anführungszeichen wird bis zum Ende der Datei nicht geschlossen. Bitte schließen Sie es oder exportieren Sie die Datei neu.',
    'A quotation mark is not closed until the end of the file. Please close it, or export the file again.',
  ),
} as const satisfies Record<string, Text>;
export type CsvRefusal = keyof typeof CSV_REFUSALS;

/** Thrown when a file cannot be read. `sentence` says what to do; nothing of the file is in it. */
export class UnreadableCsv extends Error {
  readonly sentence: Text;

  constructor(readonly refusal: CsvRefusal) {
    super(refusal);
    this.name = 'UnreadableCsv';
    this.sentence = CSV_REFUSALS[refusal];
  }
}

const ENCODING_NAMES: Readonly<Record<CsvEncoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 (LE)',
  'utf-16be': 'UTF-16 (BE)',
  'utf-32le': 'UTF-32 (LE)',
  'utf-32be': 'UTF-32 (BE)',
  'windows-1252': 'Windows-1252',
  'windows-1250': 'Windows-1250',
  'iso-8859-15': 'ISO-8859-15',
  macintosh: 'Macintosh',
};

const DELIMITER_NAMES: Readonly<Record<CsvDelimiter, Text>> = {
  ',': say('Komma', 'comma'),
  ';': say('Semikolon', 'semicolon'),
  '\t': say('Tabulator', 'tab'),
  '|': say('senkrechter Strich', 'vertical bar'),
};

export type LineEnd = 'LF' | 'CRLF' | 'CR' | 'mixed';

/** Something that was noticed about a file and that a person may want to know. */
export type CsvNotice =
  | { readonly code: 'encoding'; readonly encoding: CsvEncoding; readonly bom: boolean }
  | { readonly code: 'guessed_encoding' }
  | { readonly code: 'delimiter'; readonly delimiter: CsvDelimiter }
  | { readonly code: 'single_column' }
  | { readonly code: 'line_ends'; readonly ends: LineEnd }
  | { readonly code: 'rows_before_header'; readonly count: number }
  | { readonly code: 'no_header' }
  | { readonly code: 'duplicate_headers'; readonly count: number }
  | { readonly code: 'blank_headers'; readonly count: number }
  | { readonly code: 'trailing_column' }
  | { readonly code: 'quoted_newlines' }
  | { readonly code: 'short_rows' }
  | { readonly code: 'long_rows' }
  | { readonly code: 'blank_rows' };

const LINE_ENDS: Readonly<Record<LineEnd, Text>> = {
  LF: say('LF', 'LF'),
  CRLF: say('CRLF', 'CRLF'),
  CR: say('CR, wie bei alten Macs', 'CR, as of old Macs'),
  mixed: say('gemischt', 'mixed'),
};

/** The sentence of a notice. */
export function describeNotice(notice: CsvNotice): Text {
  switch (notice.code) {
    case 'encoding':
      return encodingSentence(notice.encoding, notice.bom);
    case 'guessed_encoding':
      return say(
        'Die Zeichenkodierung steht nicht fest: Bitte sehen Sie sich die Umlaute in der Vorschau an.',
        'The encoding is not certain: please look at the umlauts in the preview.',
      );
    case 'delimiter': {
      const { de, en } = DELIMITER_NAMES[notice.delimiter];
      return say(`Trennzeichen: ${de}.`, `Delimiter: ${en}.`);
    }
    case 'single_column':
      return say('Die Datei hat nur eine Spalte.', 'The file has a single column.');
    case 'line_ends': {
      const { de, en } = LINE_ENDS[notice.ends];
      return say(`Zeilenenden: ${de}.`, `Line ends: ${en}.`);
    }
    case 'no_header':
      return say(
        'Die erste Zeile sieht nicht wie eine Kopfzeile aus: Die Spalten sind durchnummeriert.',
        'The first row does not look like a header: the columns are numbered.',
      );
    case 'trailing_column':
      return say(
        'Die letzte Spalte hat weder Namen noch Inhalt und bleibt weg.',
        'The last column has neither name nor content and is left out.',
      );
    case 'quoted_newlines':
      return say('Manche Felder enthalten Zeilenumbrüche.', 'Some fields contain line breaks.');
    case 'short_rows':
      return say(
        'Manche Zeilen haben zu wenige Felder: Was fehlt, ist leer.',
        'Some rows have too few fields: what is missing is empty.',
      );
    case 'long_rows':
      return say(
        'Manche Zeilen haben mehr Felder als Spalten: Sie werden abgelehnt und können korrigiert werden.',
        'Some rows have more fields than columns: they are refused and can be corrected.',
      );
    case 'blank_rows':
      return say('Leere Zeilen werden übersprungen.', 'Blank rows are skipped.');
    case 'rows_before_header':
    case 'duplicate_headers':
    case 'blank_headers':
      return COUNTED[notice.code](notice.count);
  }
}

const COUNTED = {
  rows_before_header: (count: number) =>
    count === 1
      ? say('Vor der Kopfzeile steht eine Zeile, die nicht dazugehört.', 'One row before the header is left out.')
      : say(
          `Vor der Kopfzeile stehen ${count} Zeilen, die nicht dazugehören.`,
          `${count} rows before the header are left out.`,
        ),
  duplicate_headers: (count: number) =>
    count === 1
      ? say(
          'Ein Spaltenname kommt mehrfach vor und bekam eine Nummer.',
          'One column name occurs more than once and got a number.',
        )
      : say(
          `${count} Spaltennamen kommen mehrfach vor und bekamen Nummern.`,
          `${count} column names occur more than once and got numbers.`,
        ),
  blank_headers: (count: number) =>
    count === 1
      ? say(
          'Eine Spalte hat keinen Namen und heißt nach ihrer Nummer.',
          'One column has no name and is called by its number.',
        )
      : say(
          `${count} Spalten haben keinen Namen und heißen nach ihrer Nummer.`,
          `${count} columns have no name and are called by their number.`,
        ),
} as const;

function encodingSentence(encoding: CsvEncoding, bom: boolean): Text {
  const name = ENCODING_NAMES[encoding];
  return bom
    ? say(`Zeichenkodierung: ${name} mit BOM.`, `Encoding: ${name} with BOM.`)
    : say(`Zeichenkodierung: ${name}.`, `Encoding: ${name}.`);
}

function say(de: string, en: string): Text {
  return { de, en };
}
