import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/**
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string[]>} where a program of this name can be run, first come first
 */
export async function programsOnPath(name, env) {
  const found = [];
  for (const folder of (env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const path = join(folder, name);
    await access(path, constants.X_OK).then(
      () => found.push(path),
      () => {},
    );
  }
  return found;
}
