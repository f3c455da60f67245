import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import type { Text } from '@ripen/domain';
import { type CsvColumn, CSV_LIMITS, type CsvLimits, type CsvRow, type CsvShape } from './csv-shape';
import { type CsvNotice, describeNotice, UnreadableCsv } from './csv-words';
import { codeOf, detectTable, type GivenShape, isBlank, overflows, parserOptions } from './detect';
import { decodeHead, decodeText, EncodingProbe, type Probed } from './encoding';
import { unescapeFormula } from './formula';

/** What a person sees of a file before it is imported. */
export interface InspectedCsv {
  readonly shape: CsvShape;
  readonly columns: readonly CsvColumn[];
  /** The first rows below the header, cut to the columns. */
  readonly rows: readonly CsvRow[];
  readonly notices: readonly CsvNotice[];
  /** Each notice as a sentence. */
  readonly sentences: readonly Text[];
}

/** Reads the shape of a file out of what its bytes say, as far as nobody gave it. Throws `UnreadableCsv`. */
export function inspectCsv(probed: Probed, given: GivenShape = {}, limits: CsvLimits = CSV_LIMITS): InspectedCsv {
  const encoding = given.encoding ?? probed.encoding;
  const text = decodeHead(probed.head, encoding, probed.more);
  const { shape, columns, rows, notices: about } = detectTable({ text, more: probed.more }, encoding, given, limits);
  const asFound = encoding === probed.encoding;
  const notices: CsvNotice[] = [
    { code: 'encoding', encoding, bom: probed.bom && asFound },
    ...(probed.guessed && asFound ? ([{ code: 'guessed_encoding' }] as const) : []),
    ...about,
  ];
  return {
    shape,
    columns,
    rows: rows.map(({ number, cells }) => ({ number, cells: fit(cells, columns.length) })),
    notices,
    sentences: notices.map(describeNotice),
  };
}

/** Reads all bytes once to find out what they are. */
export async function probeCsv(bytes: AsyncIterable<Uint8Array>, limits: CsvLimits = CSV_LIMITS): Promise<Probed> {
  const probe = new EncodingProbe(limits);
  for await (const part of bytes) probe.push(Buffer.from(part.buffer, part.byteOffset, part.byteLength));
  return probe.finish();
}

/**
 * The rows of a file below its header, one after the other; blank ones are left out, short ones filled up, and what an export did to
 * formulas is undone. A row with too many fields keeps them: see `hasTooManyCells`. Throws `UnreadableCsv`.
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  { shape, width }: { shape: CsvShape; width: number },
  limits: CsvLimits = CSV_LIMITS,
): AsyncGenerator<CsvRow> {
  const text = Readable.from(decodeText(bytes, shape.encoding), { objectMode: true, highWaterMark: 2 });
  const parser = parse(parserOptions(shape.delimiter, limits));
  text.once('error', (error) => parser.destroy(error));
  text.pipe(parser);
  let number = 0;
  let rows = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      number += 1;
      if (number <= shape.headerRow || isBlank(cells)) continue;
      if (cells.length > limits.columns) throw new UnreadableCsv('too_many_columns');
      if ((rows += 1) > limits.rows) throw new UnreadableCsv('too_many_rows');
      yield { number, cells: fit(cells, width) };
    }
  } catch (error) {
    throw asRefusal(error);
  } finally {
    text.destroy();
    parser.destroy();
  }
}

/** Whether a row cannot be matched with the columns: its values may stand in the wrong ones. */
export function hasTooManyCells({ cells }: CsvRow, width: number): boolean {
  return cells.length > width;
}

function fit(cells: readonly string[], width: number): string[] {
  const kept = overflows(cells, width) ? cells : Array.from({ length: width }, (_, index) => cells[index] ?? '');
  return kept.map(unescapeFormula);
}

function asRefusal(error: unknown): unknown {
  const code = codeOf(error);
  if (code === 'CSV_QUOTE_NOT_CLOSED') return new UnreadableCsv('open_quote');
  return code === 'CSV_MAX_RECORD_SIZE' ? new UnreadableCsv('record_too_long') : error;
}
