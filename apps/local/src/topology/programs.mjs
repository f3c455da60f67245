import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTemporalCli } from '../temporal-cli.mjs';
import { temporalPrograms } from './temporal-programs.mjs';

const OWN = ['pg_isready', 'wget'];

/**
 * A folder of programs under the names by which docker-compose.yml calls them: those of the images, or what does the same here.
 * @param {{ folder: string, version: string, note: (what: string) => void }} wanted version: of Temporal's images
 * @returns {Promise<string>} the folder, for PATH
 */
export async function programsOfImages({ folder, version, note }) {
  const { server, sqlTool } = await temporalPrograms({
    version,
    onBuild: () => note(`building Temporal ${version}, ten minutes on two cores the first time`),
  });
  const cli = await findTemporalCli({ onFetch: (from) => note(`fetching the Temporal CLI from ${from}`) });
  await mkdir(folder, { recursive: true });
  const programs = {
    node: process.execPath,
    temporal: cli.path,
    'temporal-server': server,
    'temporal-sql-tool': sqlTool,
  };
  for (const [name, path] of Object.entries(programs)) await symlink(path, join(folder, name));
  for (const name of OWN) {
    const script = fileURLToPath(new URL(`./stand-ins/${name.replace('_', '-')}.mjs`, import.meta.url));
    await writeFile(join(folder, name), `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`);
    await chmod(join(folder, name), 0o755);
  }
  return folder;
}
