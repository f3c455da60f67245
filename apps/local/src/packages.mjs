import { glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ROOT } from './root.mjs';

/**
 * The folders of our packages, as the workspaces of package.json name them.
 * @returns {Promise<string[]>} relative to the project
 */
export async function packageFolders() {
  const { workspaces } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const manifests = workspaces.map((workspace) => `${workspace}/package.json`);
  const folders = [];
  for await (const manifest of glob(manifests, { cwd: ROOT })) folders.push(dirname(manifest));
  return folders.sort();
}

/**
 * Those of the folders that have a test file of a kind.
 * @param {string[]} folders
 * @param {string} pattern below a folder
 */
export async function foldersWith(folders, pattern) {
  const found = await Promise.all(
    folders.map(async (folder) => {
      const files = glob(pattern, {
        cwd: join(ROOT, folder),
        exclude: (name) => name === 'node_modules' || name === 'dist',
      });
      for await (const _ of files) return folder;
      return null;
    }),
  );
  return found.filter((folder) => folder !== null);
}
