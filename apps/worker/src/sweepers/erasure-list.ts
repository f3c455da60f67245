import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eraseAgain, erasureListSchema, type LoopContext, readErasureList } from '@ripen/persistence';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { type Sweeper, sweep } from './sweepers';

const EVERY_MS = 1_000;

/** Beside the database, so that it outlives a database that is put back to an earlier moment. It holds salted hashes only. */
const fileIn = (dataDir: string): string => join(dataDir, 'erasures.json');

interface Parts {
  readonly dataDir: string;
  readonly pool: Pool;
  readonly log: Logger;
}

/** Before anything else works: whoever was erased, and is back with a restored database, is erased again. */
export async function eraseWhoIsBack({ dataDir, pool, log }: Parts, { clock }: LoopContext): Promise<void> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return;
  const list = erasureListSchema.safeParse(JSON.parse(text));
  if (!list.success) {
    log.error({ file: 'erasures.json' }, 'the list of erasures cannot be read; put back the one that was kept');
    return;
  }
  const begun = await eraseAgain(pool, list.data, await clock.now(pool));
  if (begun > 0)
    log.warn({ erasures: begun }, 'the database is of an earlier moment: people who were erased are erased again');
}

/** Keeps the list as the database has it. Written beside and renamed: whoever reads it finds it whole. */
export function keepErasureList({ dataDir, pool, log }: Parts): Sweeper {
  let written = '';
  return sweep(
    'erasure-list',
    EVERY_MS,
    async () => {
      const list = await readErasureList(pool);
      if (list === null || list.erasures.length === 0) return;
      const text = JSON.stringify(list);
      if (text === written) return;
      await mkdir(dataDir, { recursive: true });
      const draft = `${fileIn(dataDir)}.${process.pid}.part`;
      await writeFile(draft, text, { mode: 0o600 });
      await rename(draft, fileIn(dataDir));
      written = text;
    },
    log,
  );
}
