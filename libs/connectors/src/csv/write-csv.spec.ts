import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { readFile } from './csv-files.fixture';
import { type CsvDialect, type CsvValue, writeCsv } from './write-csv';

const DE: CsvDialect = { language: 'de', zone: 'Europe/Berlin' };
const EN: CsvDialect = { language: 'en', zone: 'Europe/Berlin' };

async function written(rows: CsvValue[][], dialect: CsvDialect, header = ['eins', 'zwei']): Promise<Buffer> {
  return buffer(writeCsv(header, rows, dialect));
}

describe('a written file', () => {
  it('is what a German spreadsheet opens: semicolons, decimal commas, dates, yes and no, a byte order mark', async () => {
    const rows: CsvValue[][] = [
      [1234.5, { day: '2026-11-24' }],
      [true, { instant: Date.UTC(2026, 6, 1, 10, 0, 5) }],
      [null, 'Größe'],
    ];
    expect((await written(rows, DE)).toString()).toBe(
      '\ufeffeins;zwei\r\n1234,5;24.11.2026\r\nja;01.07.2026 12:00:05\r\n;Größe\r\n',
    );
  });

  it('is what an English one opens', async () => {
    const rows: CsvValue[][] = [
      [1234.5, { day: '2026-11-24' }],
      [false, 'a,b'],
    ];
    expect((await written(rows, EN)).toString()).toBe('\ufeffeins,zwei\r\n1234.5,2026-11-24\r\nno,"a,b"\r\n');
  });

  it('runs no formula, and leaves negative numbers alone', async () => {
    const rows = ['=1+1', '+49 30 1', '-5', '@SUM(A1)', '\t=1', '＝1', "'=x"].map((text) => [text, -5.5]);
    const lines = (await written(rows, EN)).toString().replace(/"/g, '').split('\r\n').slice(1, -1);
    for (const line of lines) expect(line).toMatch(/^'.*,-5\.5$/s);
  });

  it('gives back every text as it was', async () => {
    const { cells } = await readFile(
      await written(
        [
          ['=1', "'=1"],
          ["''=1", "it's"],
          ["'", "'a"],
          ['a\r\nb', ' "x" ; '],
        ],
        DE,
      ),
    );
    expect(cells).toEqual([
      ['=1', "'=1"],
      ["''=1", "it's"],
      ["'", "'a"],
      ['a\r\nb', ' "x" ; '],
    ]);
  });

  it('gives back any text, whatever it is made of', async () => {
    const piece = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      "'",
      '"',
      ';',
      ',',
      '\t',
      '\r',
      '\n',
      '|',
      'ä',
      '😀',
      'x',
      ' ',
      '＝',
    );
    const text = fc.string({ unit: piece, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(DE, EN),
        async (rows, dialect) => {
          const kept = rows.map(([one, two]) => [`${one}`, `${two}`, 'end']);
          const bytes = await written(kept, dialect, ['eins', 'zwei', 'drei']);
          const { cells } = await readFile(bytes, { delimiter: dialect === DE ? ';' : ',', headerRow: 1 });
          expect(cells).toEqual(kept);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is written while it is read: a slow reader holds the rows back', async () => {
    let made = 0;
    function* rows() {
      for (; made < 100_000; made += 1) yield ['x'.repeat(100), made];
    }
    const stream = writeCsv(['a', 'b'], rows(), EN);
    const parts = stream[Symbol.asyncIterator]();
    await parts.next();
    await parts.next();
    expect(made).toBeLessThan(5_000);
    stream.destroy();
  });
});
