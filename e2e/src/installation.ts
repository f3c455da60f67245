import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** What the launcher remembers in a folder. */
export const launcherJson = (folder: string) => readFile(join(folder, 'launcher.json'), 'utf8');
/** The secret that signs links and sessions. */
export const secretIn = (text: string) => z.object({ secret: z.string() }).parse(JSON.parse(text)).secret;

/** What tells whether an installation was touched: its own notes, and when and what Postgres last wrote about itself. */
export async function fingerprint(folder: string) {
  const control = join(folder, 'postgres', 'global', 'pg_control');
  return {
    files: (await readdir(folder)).filter((name) => name !== 'launcher.lock'),
    launcher: await launcherJson(folder),
    control: (await readFile(control)).toString('base64'),
    at: (await stat(control)).mtimeMs,
    inode: (await stat(join(folder, 'postgres'))).ino,
  };
}
