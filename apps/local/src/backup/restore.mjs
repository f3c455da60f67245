import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, rmdir, statfs } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { build } from '../build.mjs';
import { DataFolder, RESTORED } from '../data-folder.mjs';
import { Problem } from '../problem.mjs';
import { ROOT } from '../root.mjs';
import { say, step } from '../say.mjs';
import { fill, goOnFrom } from './fill.mjs';
import { openBackup, partOf, printOf, SECRET, textOf } from './manifest.mjs';
import { endOnSignal } from './signals.mjs';
import { hashOf } from './archive.mjs';
import { countsIn, number, size } from './words.mjs';

const HOW = 'How to use it: npm run restore -- FILE [--check | --replace] [--paused]';
/** The worker keeps it; salted hashes only. */
const ERASURES = 'erasures.json';
const FLAGS = ['--check', '--replace', '--paused'];
/** An empty cluster and the journal of filling it; rows take about three times their text, indexes included. */
const EMPTY_BYTES = 150_000_000;
const ROOM_PER_BYTE = 3;

/**
 * Makes an installation of a backup, beside the one that is there, and puts it in its place only when every table holds what the backup says.
 * @param {string[]} args
 */
export async function restore(args) {
  const { file, check, replace, paused } = asked(args);
  const backup = await openBackup(file);
  try {
    await step('looking the file over', () => inspect(backup, file));
    const folder = new DataFolder(resolve(ROOT, process.env.RIPEN_DATA_DIR || '.ripen'));
    const old = check ? null : await oldOf(folder, { replace });
    try {
      if (!check) refuseSecret(backup.manifest);
      await step('building', build);
      refuseNewer(backup.manifest, file);
      await restoreInto({ folder, old, backup, file, check, paused });
    } finally {
      await old?.close();
    }
  } finally {
    await backup.close();
  }
}

function asked(args) {
  const flags = args.filter((arg) => arg.startsWith('-'));
  const files = args.filter((arg) => !arg.startsWith('-'));
  const has = (flag) => flags.includes(flag);
  const isClear = files.length === 1 && flags.every((flag) => FLAGS.includes(flag));
  if (!isClear || (has('--check') && flags.length > 1)) throw new Problem(HOW);
  return {
    file: resolve(process.env.INIT_CWD ?? '.', files[0]),
    check: has('--check'),
    replace: has('--replace'),
    paused: has('--paused'),
  };
}

/** Every part is there and has the bytes that the backup says. */
async function inspect({ manifest, read }, file) {
  const parts = manifest.tables.map(({ name, part }) => ({ name: partOf(name), part }));
  if (manifest.secret.part) parts.push({ name: SECRET, part: manifest.secret.part });
  for (const { name, part } of parts) {
    if ((await hashOf(read(name))).sha256 === part.sha256) continue;
    throw new Problem(
      `${file} is damaged: ${name} is not what was written. Copy it again or take another one. Nothing was changed.`,
    );
  }
}

/** @returns {Promise<DataFolder | null>} the installation that is to be moved aside, taken so that nobody starts it meanwhile */
async function oldOf(folder, { replace }) {
  const holder = await folder.holder();
  if (holder !== null) {
    throw new Problem(`Ripen runs on ${folder.path} (process ${holder}); stop it first. Nothing was changed.`);
  }
  const content = await readdir(folder.path).catch((error) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (content.length === 0) return null;
  if (!replace) {
    throw new Problem(
      `There is an installation in ${folder.path} already. With --replace it is moved aside (never deleted); or set RIPEN_DATA_DIR to another folder. Nothing was changed.`,
    );
  }
  await folder.open();
  return folder;
}

/** Links in mails that are out already, and sessions, only work with the secret that they were signed with. */
function refuseSecret({ secret }) {
  const given = process.env.RIPEN_SECRET;
  if (given && secret.print !== null && printOf(given) !== secret.print) {
    throw new Problem(
      'RIPEN_SECRET is not the secret of this backup: links in mails that are out would be dead. Set it to the one that the backup was made with, or unset it where the backup holds its own. Nothing was changed.',
    );
  }
  if (!given && !secret.kept) {
    throw new Problem(
      'This backup was made where RIPEN_SECRET was set, and does not hold it: links in mails that are out would be dead. Set RIPEN_SECRET to that secret. Nothing was changed.',
    );
  }
}

/** @returns {typeof import('@ripen/persistence')} known only once it was built */
function persistence() {
  return createRequire(import.meta.url)('@ripen/persistence');
}

function refuseNewer({ migrations, ripen }, file) {
  const { refuseUnknown, UnknownMigrationError } = persistence();
  try {
    refuseUnknown(migrations);
  } catch (error) {
    if (!(error instanceof UnknownMigrationError)) throw error;
    throw new Problem(
      `${file} is of a newer Ripen (${ripen}) than this one: it does not know ${error.migrations.join(', ')}. Update Ripen, then restore. Nothing was changed.`,
    );
  }
}

async function restoreInto({ folder, old, backup, file, check, paused }) {
  const { manifest } = backup;
  const draft = await freshDraft(`${folder.path}${check ? '.checking' : RESTORED.suffix}`);
  const drop = () => rm(draft.path, { recursive: true, force: true });
  let stopPostgres = async () => {};
  const release = endOnSignal(async () => {
    await stopPostgres();
    await drop();
    await old?.close();
  });
  try {
    await refuseNoRoom(dirname(draft.path), manifest);
    const server = await fill({ draft, backup, schemaAsOf: persistence().schemaAsOf });
    stopPostgres = server.stop;
    const due = check ? null : await goOnFrom({ url: server.url, manifest, paused });
    await server.stop();
    if (check) {
      await drop();
      say(
        `\n${file} is whole: restored on trial, every one of ${number(manifest.tables.length)} tables holds the rows that it held.`,
      );
      say(`  ${countsIn(manifest)}, as of ${manifest.madeAt}.`);
      return;
    }
    if (manifest.secret.kept) await draft.remember('secret', await textOf(backup.read(SECRET)));
    if (old !== null) await keepErasures(folder, draft);
    const aside = await swap({ folder, old, draft, file });
    tell({ folder, manifest, due, aside, paused });
  } catch (error) {
    await stopPostgres();
    if (!(error instanceof LeftBeside)) await drop();
    throw sentenceOf(error);
  } finally {
    release();
  }
}

/** What a killed restore left in this place is ended and removed. */
async function freshDraft(path) {
  const left = new DataFolder(path);
  if ((await left.holder()) !== null) throw new Problem(`Another restore works in ${path}; wait until it has ended.`);
  if (existsSync(path)) {
    await left.open();
    await rm(path, { recursive: true, force: true });
  }
  await mkdir(dirname(path), { recursive: true });
  const draft = new DataFolder(path);
  await draft.open();
  return draft;
}

async function refuseNoRoom(parent, manifest) {
  const { bavail, bsize } = await statfs(parent);
  const free = bavail * bsize;
  const needed = EMPTY_BYTES + ROOM_PER_BYTE * manifest.tables.reduce((sum, { content }) => sum + content.bytes, 0);
  if (free >= needed) return;
  throw new Problem(
    `There is too little room in ${parent}: ${size(free)} are free, about ${size(needed)} are needed. Nothing was changed.`,
  );
}

/** Thrown when the restored folder is complete and could not be put in its place. */
class LeftBeside extends Problem {}

/** Who was erased since the backup is in it again: by this list the worker erases them when it starts. */
async function keepErasures(folder, draft) {
  await copyFile(join(folder.path, ERASURES), join(draft.path, ERASURES)).catch(ignoreMissing);
}

/** Two renames; what is killed between them is finished by the next start. */
async function swap({ folder, old, draft, file }) {
  await draft.complete({ from: file });
  const time = new Date()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');
  const aside = old === null ? null : `${folder.path}.before-restore-${time}`;
  try {
    if (aside === null) await rmdir(folder.path).catch(ignoreMissing);
    else await rename(folder.path, aside);
    await rename(draft.path, folder.path);
  } catch (error) {
    throw new LeftBeside(
      `The restored installation is complete in ${draft.path}, but could not be moved to ${folder.path} (${error.code}). Move it there by hand, or set RIPEN_DATA_DIR to it.`,
    );
  }
  if (aside !== null) await new DataFolder(aside).close();
  await new DataFolder(folder.path).close();
  return aside;
}

function ignoreMissing(error) {
  if (error.code !== 'ENOENT') throw error;
}

function tell({ folder, manifest, due, aside, paused }) {
  say(`\nRestored to ${folder.path}: ${countsIn(manifest)}.`);
  say(`  Every one of ${number(manifest.tables.length)} tables holds the rows that it held at ${manifest.madeAt}.`);
  if (aside) say(`  What was there before is in ${aside}.`);
  say(
    '  Temporal begins anew: at the next start everybody who waits is brought back to their place, with the deadline they had.',
  );
  say('');
  say(
    `! What happened after ${manifest.madeAt} is not in it. Mails that went out since then are not known here and may go out again.`,
  );
  if (due.rows > 0)
    say(`  Journeys and handoffs with something due by now: ${number(due.rows)}. They go on as soon as Ripen starts.`);
  if (due.sending > 0) {
    say(
      `  Mails that were on their way at that moment: ${number(due.sending)}. They are not sent again, and listed in Settings, Health.`,
    );
  }
  say('  People who were erased after it are erased again at the next start.');
  if (paused) say('  Every journey is paused: look at who would be mailed, then resume them one by one in the studio.');
  else say('  To look first, restore with --paused: no journey sends anything then until you resume it.');
}

function sentenceOf(error) {
  if (error.code === 'ENOSPC' || error.code === '53100') {
    return new Problem('There is no room left on the disk; the restore was taken back and nothing was changed.');
  }
  return error;
}
