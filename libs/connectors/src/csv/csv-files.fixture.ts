import iconv from 'iconv-lite';
import type { CsvEncoding, CsvLimits } from './csv-shape';
import { type InspectedCsv, inspectCsv, probeCsv, readCsv } from './read-csv';
import type { GivenShape } from './detect';

/** A file as it lies on a disk. */
export function fileOf(text: string, encoding: CsvEncoding = 'utf-8', bom = false): Buffer {
  return Buffer.concat([bom ? iconv.encode('\ufeff', encoding) : Buffer.alloc(0), iconv.encode(text, encoding)]);
}

/** The bytes in parts of a few, so that characters and line ends are cut in two. */
export async function* inParts(bytes: Buffer, size = 3): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export interface ReadFile extends InspectedCsv {
  readonly labels: string[];
  readonly cells: (readonly string[])[];
  readonly numbers: number[];
  readonly codes: string[];
}

/** Everything that is read of a file. */
export async function readFile(bytes: Buffer, given: GivenShape = {}, limits?: CsvLimits): Promise<ReadFile> {
  const inspected = inspectCsv(await probeCsv(inParts(bytes, 1_000), limits), given, limits);
  const rows = [];
  const { shape, columns } = inspected;
  for await (const row of readCsv(
    inParts(bytes, bytes.length > 10_000 ? 1_001 : 3),
    { shape, width: columns.length },
    limits,
  ))
    rows.push(row);
  return {
    ...inspected,
    labels: columns.map(({ label }) => label),
    cells: rows.map(({ cells }) => cells),
    numbers: rows.map(({ number }) => number),
    codes: inspected.notices.map(({ code }) => code),
  };
}
