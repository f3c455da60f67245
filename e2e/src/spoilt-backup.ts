import { open, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { manifestOf, rowsIn } from './backup-commands';

/** Cuts bytes off the end of a file. */
export async function cutOff(file: string, bytes: number): Promise<void> {
  await truncate(file, (await stat(file)).size - bytes);
}

/** Replaces the last place where a text stands by one of the same length. */
export async function replace(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(file, 'latin1');
  const at = text.lastIndexOf(from);
  await writeFile(file, `${text.slice(0, at)}${to}${text.slice(at + from.length)}`, 'latin1');
}

/** Lets the manifest say one row fewer than the table has. */
export async function replaceRows(file: string): Promise<void> {
  const rows = rowsIn(await manifestOf(file), 'ledger_entry');
  await replace(file, `"rows": ${rows}`, `"rows": ${rows - 1}`);
}

/** Turns one byte so many bytes behind the head of a member. */
export async function change(file: string, member: RegExp, offset: number): Promise<void> {
  const at = member.exec(await readFile(file, 'latin1'))?.index ?? 0;
  const handle = await open(file, 'r+');
  const byte = Buffer.alloc(1);
  await handle.read(byte, 0, 1, at + offset);
  await handle.write(Buffer.from([(byte[0] ?? 0) ^ 1]), 0, 1, at + offset);
  await handle.close();
}
