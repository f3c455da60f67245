import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hasTooManyCells, inspectCsv, probeCsv, readCsv } from './read-csv';
import { UnreadableCsv } from './csv-words';

/** One line about a file: what it is and how many rows can be imported, or why none can. */
async function lineAbout(path: string): Promise<string> {
  try {
    const { shape, columns, sentences } = inspectCsv(await probeCsv(createReadStream(path)));
    let good = 0;
    let refused = 0;
    for await (const row of readCsv(createReadStream(path), { shape, width: columns.length })) {
      if (hasTooManyCells(row, columns.length)) refused += 1;
      else good += 1;
    }
    const header = shape.headerRow === 0 ? 'no header' : `header in row ${shape.headerRow}`;
    const said = sentences.map(({ en }) => en).join(' ');
    return `${good} rows import, ${refused} are refused; ${columns.length} columns, ${header}. ${said}`;
  } catch (error) {
    if (error instanceof UnreadableCsv) return `refused: ${error.sentence.en}`;
    throw error;
  }
}

async function main(folder: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const file of files.sort((a, b) => a.name.localeCompare(b.name, 'en')))
    process.stdout.write(`${file.name}: ${await lineAbout(join(file.parentPath, file.name))}\n`);
}

const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write('npm run check:files -- FOLDER: which folder?\n');
  process.exitCode = 1;
} else {
  main(folder).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
