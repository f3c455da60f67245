import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { printOf } from './backup/manifest.mjs';
import { build } from './build.mjs';
import { DataFolder } from './data-folder.mjs';
import { warnWhenFull } from './envelope.mjs';
import { answers, appPart, postgresPart, rememberedPort, temporalPart } from './parts.mjs';
import { isFree } from './ports.mjs';
import { Problem } from './problem.mjs';
import { ROOT } from './root.mjs';
import { say, seconds, step } from './say.mjs';
import { Stopped, Supervisor } from './supervisor.mjs';

/** Brings up the whole product on this machine, says where it is, and keeps it running until it is told to stop. */
export async function start() {
  const began = Date.now();
  const folder = new DataFolder(resolve(ROOT, process.env.RIPEN_DATA_DIR || '.ripen'));
  await folder.open();
  const supervisor = new Supervisor({ say, note: (parts) => folder.noteParts(parts) });
  stopOnSignal(supervisor, folder);
  try {
    await step('building', build);
    const addresses = await bringUp(folder, supervisor);
    greet(addresses, folder, Date.now() - began);
    warnWhenFull(addresses.port, say);
  } catch (error) {
    if (error instanceof Stopped) return;
    await supervisor.stop();
    await folder.close();
    throw error;
  }
}

async function bringUp(folder, supervisor) {
  const env = await settings(folder);
  const port = Number(env.PORT);
  if (!(await isFree(port))) {
    throw new Problem(`Port ${port} is taken by another program; choose another one: PORT=${port + 1} npm start`);
  }
  env.RIPEN_EMBEDDED = String(!env.DATABASE_URL && !env.TEMPORAL_ADDRESS);
  if (!env.DATABASE_URL) {
    await step('starting Postgres', async (note) => {
      const { part, url } = await postgresPart({ folder, env, note });
      await supervisor.start(part);
      env.DATABASE_URL = url;
    });
  }
  let temporalUi = null;
  if (!env.TEMPORAL_ADDRESS) {
    await step('starting Temporal', async (note) => {
      const { part, address, ui } = await temporalPart({ folder, env, note });
      await supervisor.start(part);
      env.TEMPORAL_ADDRESS = address;
      temporalUi = ui;
    });
  }
  const { publicUrl, mail } = checkedConfig(env);
  await startProduct({ folder, env, port, supervisor });
  return { port, publicUrl, hasMailbox: mail.inboxPort !== null, temporalUi };
}

async function startProduct({ folder, env, port, supervisor }) {
  const api = { name: 'the API', app: 'api', grace: 15_000, ready: () => answers(port, '/health/live') };
  const worker = { name: 'the worker', app: 'worker', grace: 20_000, ready: () => answers(port, '/health/ready') };
  await step('starting the API', (note) => supervisor.start(appPart(api, { folder, env, note })));
  await step('starting the worker', (note) => supervisor.start(appPart(worker, { folder, env, note })));
}

/**
 * The environment of the API and the worker: what is set, and what this machine provides for the rest.
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
async function settings(folder) {
  /** @type {NodeJS.ProcessEnv} */
  const env = { NODE_ENV: 'production', ...process.env, RIPEN_DATA_DIR: folder.path };
  env.PORT ||= '3000';
  const secret = (env.RIPEN_SECRET ||= await folder.secret('secret'));
  // A backup holds the folder's own secret, and must know when another one was in use.
  await folder.remember('secretPrint', printOf(secret));
  if (!env.SMTP_URL) env.RIPEN_INBOX_PORT ||= String(await rememberedPort(folder, 'inbox'));
  return env;
}

/** Wrong settings are said once, here, and not by two processes that die over and over. */
function checkedConfig(env) {
  /** @type {typeof import('@ripen/config')} */
  const { ConfigError, loadConfig } = createRequire(import.meta.url)('@ripen/config');
  try {
    return loadConfig(env);
  } catch (error) {
    throw error instanceof ConfigError ? new Problem(error.message) : error;
  }
}

function stopOnSignal(supervisor, folder) {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) {
      say('Stopping at once.');
      supervisor.kill();
      return;
    }
    isStopping = true;
    say('\nStopping …');
    const began = Date.now();
    await supervisor.stop();
    await folder.close();
    say(`✓ stopped  ${seconds(Date.now() - began)}`);
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
}

function greet({ publicUrl, hasMailbox, temporalUi }, folder, ms) {
  say('');
  say(`Ripen runs.  ${seconds(ms)}`);
  say(`  Studio       ${publicUrl}`);
  if (hasMailbox) say(`  Mailbox      ${publicUrl}/mailbox`);
  if (temporalUi) say(`  Temporal UI  ${temporalUi}`);
  say(`  Logs         ${folder.logs}`);
  say('Ctrl-C stops everything.');
}
