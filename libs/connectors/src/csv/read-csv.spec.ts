import { gzipSync } from 'node:zlib';
import { CSV_LIMITS, type CsvEncoding } from './csv-shape';
import { describeNotice, UnreadableCsv } from './csv-words';
import { fileOf, inParts, readFile } from './csv-files.fixture';
import { hasTooManyCells, readCsv } from './read-csv';

const PEOPLE = 'Name;E-Mail;Ort\r\nJörg Müßig;joerg@example.org;Köln\r\nZoë;zoe@example.org;Weßling\r\n';
const CELLS = [
  ['Jörg Müßig', 'joerg@example.org', 'Köln'],
  ['Zoë', 'zoe@example.org', 'Weßling'],
];

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error = await work.catch((failure: unknown) => failure);
  if (!(error instanceof UnreadableCsv)) throw error;
  expect(error.sentence.de).toMatch(/Bitte/);
  expect(error.sentence.en).toMatch(/Please/);
  return error.refusal;
}

describe('the encoding of a file', () => {
  const wide: CsvEncoding[] = ['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'];
  it.each(wide.flatMap((encoding) => [true, false].map((bom) => [encoding, bom] as const)))(
    'is seen in %s, byte order mark: %s',
    async (encoding, bom) => {
      const { shape, cells, labels, notices } = await readFile(fileOf(PEOPLE, encoding, bom));
      expect(shape).toEqual({ encoding, delimiter: ';', headerRow: 1 });
      expect(labels).toEqual(['Name', 'E-Mail', 'Ort']);
      expect(cells).toEqual(CELLS);
      expect(notices[0]).toEqual({ code: 'encoding', encoding, bom });
    },
  );

  it('is Windows-1252 where the bytes are no UTF-8, and that is said to be a guess', async () => {
    const { shape, cells, codes } = await readFile(fileOf(PEOPLE, 'windows-1252'));
    expect([shape.encoding, cells]).toEqual(['windows-1252', CELLS]);
    expect(codes).toContain('guessed_encoding');
  });

  it('is judged by the whole file: the first umlaut may stand in its last row', async () => {
    const rows = 'a;b\n' + 'plain;text\n'.repeat(40_000) + 'Müller;x\n';
    const { shape, cells } = await readFile(fileOf(rows, 'windows-1252'));
    expect([shape.encoding, cells.at(-1)]).toEqual(['windows-1252', ['Müller', 'x']]);
  });

  it('can be corrected by hand, as delimiter and header can', async () => {
    const { cells, labels } = await readFile(fileOf('x|1;2\nPrice €|2;3\n', 'iso-8859-15'), {
      encoding: 'iso-8859-15',
      delimiter: '|',
      headerRow: 0,
    });
    expect(labels).toEqual(['#1', '#2']);
    expect(cells).toEqual([
      ['x', '1;2'],
      ['Price €', '2;3'],
    ]);
  });
});

describe('the shape of a file', () => {
  it.each([',', ';', '\t', '|'] as const)('has the delimiter %j, whatever stands in the fields', async (delimiter) => {
    const text = [
      ['Name', 'Betrag'],
      ['"Mueller, Anna; |"', '"1,50"'],
      ['Bo', '2'],
      ['Cy', '3'],
    ]
      .map((cells) => cells.join(delimiter))
      .join('\n');
    const { shape, cells } = await readFile(fileOf(text));
    expect(shape.delimiter).toBe(delimiter);
    expect(cells[0]).toEqual(['Mueller, Anna; |', '1,50']);
  });

  it.each([
    ['\n', 'LF'],
    ['\r\n', 'CRLF'],
    ['\r', 'CR'],
  ])('has line ends %j', async (end, ends) => {
    const { notices, cells } = await readFile(fileOf(['a,b', '1,2', '3,4', ''].join(end)));
    expect(cells).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(notices).toContainEqual({ code: 'line_ends', ends });
  });

  it('takes line ends of several kinds in one file', async () => {
    const { notices, cells } = await readFile(fileOf('a,b\n1,2\r\n3,4\r5,6'));
    expect(cells).toEqual([
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ]);
    expect(notices).toContainEqual({ code: 'line_ends', ends: 'mixed' });
  });

  it('keeps line breaks and doubled quotes in quoted fields, and counts rows as a spreadsheet does', async () => {
    const { cells, numbers, codes } = await readFile(fileOf('name,note\nA,"one\ntwo ""three"""\n\nB,x\n'));
    expect(cells).toEqual([
      ['A', 'one\ntwo "three"'],
      ['B', 'x'],
    ]);
    expect(numbers).toEqual([2, 4]);
    expect(codes).toEqual(expect.arrayContaining(['quoted_newlines', 'blank_rows']));
  });

  it('finds the header below rows that do not belong to the table', async () => {
    const text = '"Contacts, 2000 to 2007",,\nas of today,,\n,,\nName,City,Phone\nA,B,1\nC,D,2\n';
    const { shape, labels, cells, notices } = await readFile(fileOf(text));
    expect(shape.headerRow).toBe(4);
    expect(labels).toEqual(['Name', 'City', 'Phone']);
    expect(cells).toHaveLength(2);
    expect(notices).toContainEqual({ code: 'rows_before_header', count: 2 });
  });

  it('takes the word of a first line that names the delimiter', async () => {
    const { shape, labels } = await readFile(fileOf('sep=|\na;b|c\n1;2|3\n'));
    expect([shape, labels]).toEqual([{ encoding: 'utf-8', delimiter: '|', headerRow: 2 }, ['a;b', 'c']]);
  });

  it('numbers the columns where the first row is a person already', async () => {
    const { shape, labels, codes, cells } = await readFile(fileOf('Anna,anna@example.org\nBo,bo@example.org\n'));
    expect([shape.headerRow, labels, cells.length]).toEqual([0, ['#1', '#2'], 2]);
    expect(codes).toContain('no_header');
  });

  it('gives duplicate and blank headers names of their own', async () => {
    const { labels, notices } = await readFile(fileOf('id,name,id,,id (2),id\n1,2,3,4,5,6\n'));
    expect(labels).toEqual(['id', 'name', 'id (3)', '#4', 'id (2)', 'id (4)']);
    expect(notices).toEqual(
      expect.arrayContaining([
        { code: 'duplicate_headers', count: 1 },
        { code: 'blank_headers', count: 1 },
      ]),
    );
  });

  it('leaves a last column without name and content out', async () => {
    const { labels, cells, codes } = await readFile(fileOf('a,b,\n1,2,\n3,4,\n'));
    expect([labels, cells[0]]).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(codes).toContain('trailing_column');
  });

  it('fills short rows up and keeps what is too much, so that the row can be refused', async () => {
    const bytes = fileOf('a,b,c\n1,2\n1,2,3,4\n1,2,3,\n');
    const { cells, codes, columns, shape } = await readFile(bytes);
    expect(cells).toEqual([
      ['1', '2', ''],
      ['1', '2', '3', '4'],
      ['1', '2', '3'],
    ]);
    expect(codes).toEqual(expect.arrayContaining(['short_rows', 'long_rows']));
    const tooLong = [];
    for await (const row of readCsv(inParts(bytes), { shape, width: columns.length }))
      tooLong.push(hasTooManyCells(row, columns.length));
    expect(tooLong).toEqual([false, true, false]);
  });

  it('takes a list of one column', async () => {
    const { labels, cells, codes } = await readFile(fileOf('E-Mail\na@example.org\nb@example.org\n'));
    expect([labels, cells]).toEqual([['E-Mail'], [['a@example.org'], ['b@example.org']]]);
    expect(codes).toContain('single_column');
  });
});

describe('what a file has that was noticed', () => {
  it('is said in a sentence of each language', async () => {
    const text = 'x\n\nid,id,,\n1,"a\nb",\n1,2,3,4,5\n,,,\n';
    const { notices } = await readFile(fileOf(text, 'utf-8', true), { headerRow: 3 });
    expect(notices.length).toBeGreaterThan(6);
    for (const notice of notices) {
      const { de, en } = describeNotice(notice);
      expect(de).toMatch(/^[\dA-ZÄÖÜ].*\.$/);
      expect(en).toMatch(/^[\dA-Z].*\.$/);
    }
  });
});

describe('a file that cannot be read', () => {
  const PROSE =
    'This is a letter that somebody wrote.\nIt goes on for a while and has no columns.\nYours sincerely, always and ever, me\n';
  it.each<[string, Buffer, string]>([
    ['is empty', Buffer.alloc(0), 'empty'],
    ['has nothing but blanks', fileOf(' \n\n \n'), 'empty'],
    ['is a spreadsheet', Buffer.from('504b030414000600', 'hex'), 'spreadsheet'],
    ['is an old spreadsheet', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'spreadsheet'],
    ['is compressed, and would be a hundred times as large', gzipSync(Buffer.alloc(1_000_000, 'a,b\n')), 'compressed'],
    ['is a picture', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'binary'],
    ['has zero bytes', Buffer.from('a,b\n1,\u0000\u0000\u0000\n'), 'binary'],
    ['is JSON', fileOf('{"a": 1}'), 'other_format'],
    ['is a page', fileOf('<!DOCTYPE html><p>a,b'), 'other_format'],
    ['is prose', fileOf(PROSE), 'no_table'],
    ['has a header and nothing below', fileOf('a,b,c\n'), 'no_rows'],
    ['never closes a quotation mark', fileOf('a,b\n1,"2\n3,4\n'), 'open_quote'],
    ['has too many columns', fileOf(`${'a,'.repeat(400)}a\n${'1,'.repeat(400)}1\n`), 'too_many_columns'],
    ['is one endless line', fileOf('a,b\n' + 'x'.repeat(1_200_000)), 'record_too_long'],
  ])('%s: it is refused', async (_, bytes, refusal) => {
    expect(await refusalOf(readFile(bytes))).toBe(refusal);
  });

  it('is refused as soon as it is too large or too long, not at its end', async () => {
    let read = 0;
    async function* endless() {
      for (;;) yield Buffer.from(`${(read += 1)},x\n`);
    }
    const shape = { encoding: 'utf-8', delimiter: ',', headerRow: 0 } as const;
    const rows = readCsv(endless(), { shape, width: 2 }, { ...CSV_LIMITS, rows: 1_000 });
    const readAll = async () => {
      while (!(await rows.next()).done) continue;
    };
    expect(await refusalOf(readAll())).toBe('too_many_rows');
    expect(read).toBeLessThan(20_000);
    expect(await refusalOf(readFile(fileOf('a,b\n'.repeat(300)), {}, { ...CSV_LIMITS, bytes: 1_000 }))).toBe(
      'too_large',
    );
  });
});
