import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Edit, Protection } from './protections';

const ROOT = resolve(__dirname, '../..');
const LIBS = 'libs';
/** Of a package's folder. */
const NOT_RUN = ['src', 'test', 'test-results', 'node_modules'];

/** What was built, in a folder of its own, with one protection taken out. The project itself stays as it is. */
export async function copyWithout({ edits }: Protection): Promise<{ root: string; remove(): Promise<void> }> {
  const root = await copyOfBuild();
  const remove = () => rm(root, { recursive: true, force: true });
  try {
    for (const edit of edits) await writeFile(join(root, edit.file), await edited(edit, root));
  } catch (error) {
    await remove();
    throw error;
  }
  return { root, remove };
}

/** The file of the build as it is after the edit. Throws unless the text stands there exactly once. */
export async function edited({ file, from, to }: Edit, root = ROOT): Promise<string> {
  const parts = (await readFile(join(root, file), 'utf8')).split(from);
  if (parts.length !== 2) throw new Error(`${file} holds "${from}" ${parts.length - 1} times, not once`);
  return parts.join(to);
}

async function copyOfBuild(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'ripen-without-'));
  const libs = (await readdir(join(ROOT, LIBS))).map((name) => join(LIBS, name));
  const modules = join(root, 'node_modules');
  await mkdir(join(modules, '@ripen'), { recursive: true });
  for (const folder of ['apps/api', 'apps/worker', 'workflows', ...libs]) await copyPackage(folder, root);
  const foreign = (await readdir(join(ROOT, 'node_modules'))).filter((name) => name !== '@ripen' && name !== '.bin');
  for (const name of foreign) await symlink(join(ROOT, 'node_modules', name), join(modules, name));
  return root;
}

async function copyPackage(folder: string, root: string): Promise<void> {
  const [from, to] = [join(ROOT, folder), join(root, folder)];
  const left = NOT_RUN.map((name) => join(from, name));
  await cp(from, to, { recursive: true, filter: (path) => !left.includes(path) });
  const own = join(from, 'node_modules');
  if (existsSync(own)) await symlink(own, join(to, 'node_modules'));
  const { name } = JSON.parse(await readFile(join(from, 'package.json'), 'utf8')) as { name: string };
  await symlink(to, join(root, 'node_modules', name));
}
