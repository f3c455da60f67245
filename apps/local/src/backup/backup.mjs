import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { DataFolder } from '../data-folder.mjs';
import { postgresPart } from '../parts.mjs';
import { Problem } from '../problem.mjs';
import { isAlive } from '../processes.mjs';
import { ROOT } from '../root.mjs';
import { say, step } from '../say.mjs';
import { Supervisor } from '../supervisor.mjs';
import { waitUntil } from '../wait-until.mjs';
import { ArchiveWriter } from './archive.mjs';
import { FORMAT, MANIFEST, partOf, printOf, SECRET } from './manifest.mjs';
import { endOnSignal } from './signals.mjs';
import { copyOut, listed, quoted, sequencesOf, steadyText, tablesOf } from './tables.mjs';
import { countsIn, number, size } from './words.mjs';

/** The product may just be starting, or its database coming back. */
const PATIENCE_MS = 60_000;

/**
 * Writes everything that Ripen knows at one moment into one file. The product may run meanwhile.
 * @param {string[]} args the file, or nothing
 */
export async function backup(args) {
  if (process.env.DATABASE_URL) {
    throw new Problem(
      'This is for the embedded Postgres. DATABASE_URL names another one: back that up with its own means, such as pg_dump.',
    );
  }
  const folder = new DataFolder(resolve(ROOT, process.env.RIPEN_DATA_DIR || '.ripen'));
  if (!existsSync(join(folder.path, 'postgres', 'PG_VERSION'))) {
    throw new Problem(`There is no Ripen in ${folder.path} to back up; RIPEN_DATA_DIR names its folder.`);
  }
  const file = targetOf(args);
  const draft = await draftOf(file);
  const source = await openSource(folder);
  const dropDraft = () => rm(draft, { force: true });
  const release = endOnSignal(async () => {
    await source.close();
    await dropDraft();
  });
  try {
    const manifest = await step('writing the backup', () => write({ url: source.url, folder, draft }));
    await finish(draft, file);
    await tell(file, manifest);
  } catch (error) {
    await dropDraft();
    throw sentenceOf(error, file);
  } finally {
    release();
    await source.close();
  }
}

function targetOf(args) {
  const [named, ...more] = args;
  if (more.length > 0 || named?.startsWith('-')) throw new Problem('How to use it: npm run backup -- [FILE]');
  const time = new Date()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');
  const file = resolve(process.env.INIT_CWD ?? '.', named ?? join(ROOT, 'backups', `ripen-${time}.tar`));
  if (existsSync(file)) throw new Problem(`${file} is there already; a backup never overwrites anything.`);
  return file;
}

/** Under its own name a backup is whole: until then it has another one. What a killed backup left of this file goes. */
async function draftOf(file) {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    const [, pid] = name.startsWith(`${basename(file)}.`) ? (/\.(\d+)\.part$/.exec(name) ?? []) : [];
    if (pid && !isAlive(Number(pid))) await rm(join(folder, name), { force: true });
  }
  return `${file}.${process.pid}.part`;
}

/** The database of the folder: the one that runs, else one that is started for this. */
async function openSource(folder) {
  const holder = await folder.holder();
  if (holder !== null) return { url: await runningUrl(folder, holder), close: async () => {} };
  await folder.open();
  const supervisor = new Supervisor({ say, note: (parts) => folder.noteParts(parts) });
  const close = async () => {
    await supervisor.stop();
    await folder.close();
  };
  try {
    const url = await step('starting Postgres, since Ripen is stopped', async () => {
      const server = await postgresPart({ folder, env: process.env, note: say });
      await supervisor.start(server.part);
      return server.url;
    });
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function runningUrl(folder, holder) {
  const [port, password] = [await folder.recall('postgresPort'), await folder.recall('postgresPassword')];
  const url = `postgres://ripen:${password}@127.0.0.1:${port}/ripen`;
  const answers = async () => {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    return client.connect().then(
      () => client.end().then(() => true),
      () => false,
    );
  };
  const away = `Ripen runs on ${folder.path} (process ${holder}), but its database does not answer.`;
  if (!password || !port || !(await waitUntil(answers, { timeout: PATIENCE_MS, every: 500 }))) {
    throw new Problem(`${away} Try again when it does, or stop Ripen: a backup works then too.`);
  }
  return url;
}

async function write({ url, folder, draft }) {
  const client = new pg.Client({ connectionString: url, application_name: 'ripen-backup' });
  // A server that goes away is said by the query that was under way.
  client.on('error', () => {});
  await client.connect();
  const archive = await ArchiveWriter.create(draft);
  try {
    await steadyText(client);
    // One moment for everything: what is written meanwhile is not seen.
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const tables = await tablesOf(client);
    if (!tables.some(({ name }) => name === 'migrations')) {
      throw new Problem('The database is empty so far: there is nothing to back up.');
    }
    await client.query(`LOCK TABLE ${listed(tables.map(({ name }) => name))} IN ACCESS SHARE MODE`);
    const manifest = await contentOf({ client, tables, archive, folder });
    await archive.add(MANIFEST, [Buffer.from(JSON.stringify(manifest, null, 2))]);
    await archive.finish();
    return manifest;
  } catch (error) {
    await archive.abandon().catch(() => {});
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

/** @returns {Promise<import('./manifest.mjs').Manifest>} */
async function contentOf({ client, tables, archive, folder }) {
  const { rows } = await client.query(
    `SELECT current_setting('server_version') AS postgres, to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "madeAt",
       (SELECT array_agg(name ORDER BY timestamp) FROM public.${quoted('migrations')}) AS migrations`,
  );
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const written = [];
  for (const table of tables) {
    written.push({
      ...table,
      ...(await copyOut(client, table, (content) => archive.add(partOf(table.name), content))),
    });
  }
  return {
    format: FORMAT,
    ripen: version,
    ...rows[0],
    secret: await keepSecret(folder, archive),
    tables: written,
    sequences: await sequencesOf(client),
  };
}

/** A secret that comes from the environment is kept by whoever set it; the file only knows by what to recognise it. */
async function keepSecret(folder, archive) {
  const secret = await folder.recall('secret');
  const print = (await folder.recall('secretPrint')) ?? (typeof secret === 'string' ? printOf(secret) : null);
  if (typeof secret !== 'string' || printOf(secret) !== print) return { kept: false, print, part: null };
  return { kept: true, print, part: await archive.add(SECRET, [Buffer.from(secret)]) };
}

async function finish(draft, file) {
  if (existsSync(file)) throw new Problem(`${file} has come to be meanwhile; a backup never overwrites anything.`);
  await rename(draft, file);
}

/** @param {string} file @param {import('./manifest.mjs').Manifest} manifest */
async function tell(file, manifest) {
  const { size: bytes } = await stat(file);
  say('');
  say(`${file}  ${size(bytes)}`);
  say(`  ${countsIn(manifest)}, as of ${manifest.madeAt} (${number(manifest.tables.length)} tables).`);
  if (manifest.secret.kept) {
    say(
      '  It holds everything about your people, and the secret that signs links and sessions: keep it where only you can read it.',
    );
  } else {
    say(
      '  It holds everything about your people. RIPEN_SECRET is not in it: keep that apart, links in mails die without it.',
    );
  }
  say(`  Prove it:  npm run restore -- ${file} --check`);
}

function sentenceOf(error, file) {
  if (error instanceof Problem) return error;
  if (error.code === 'ENOSPC') return new Problem(`There is no room left for ${file}; nothing was written.`);
  if (error.code === 'EACCES' || error.code === 'EROFS') return new Problem(`${file} may not be written here.`);
  if (/terminat|ECONNRE|57P0/i.test(`${error.code} ${error.message}`)) {
    return new Problem('The database went away while it was being read; nothing was written. Try again.');
  }
  return error;
}
