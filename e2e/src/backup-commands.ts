import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Settings } from './product';

const ROOT = resolve(__dirname, '../..');

/** How a command ended and what it said. */
export interface Said {
  readonly code: number | null;
  readonly said: string;
}

/** `npm run backup` or `npm run restore` as a process of its own. */
export function begin(
  command: 'backup' | 'restore',
  args: readonly string[],
  settings: Settings,
): { process: ChildProcess; said: () => string; end: Promise<Said> } {
  const variables = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  const script = `apps/local/${command}.mjs`;
  const child = spawn('env', [...variables, process.execPath, script, ...args], { cwd: ROOT });
  let said = '';
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  return { process: child, said: () => said, end: once(child, 'close').then(() => ({ code: child.exitCode, said })) };
}

/** Runs one to its end. */
export function run(command: 'backup' | 'restore', args: readonly string[], settings: Settings): Promise<Said> {
  return begin(command, args, settings).end;
}

const manifestSchema = z.object({
  madeAt: z.string(),
  tables: z.array(
    z.object({ name: z.string(), content: z.object({ rows: z.number(), bytes: z.number(), sha256: z.string() }) }),
  ),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** What a backup says about itself: the last member of the file. */
export async function manifestOf(file: string): Promise<Manifest> {
  const text = await readFile(file, 'latin1');
  const json = text.slice(text.lastIndexOf('{\n  "format"')).replace(/\0+$/, '');
  return manifestSchema.parse(JSON.parse(json));
}

/** Rows of a table by a manifest. */
export function rowsIn({ tables }: Manifest, table: string): number {
  const found = tables.find(({ name }) => name === table);
  if (!found) throw new Error(`The backup has no table ${table}.`);
  return found.content.rows;
}
