import { existsSync, rmSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findBrowser } from '../browser.mjs';
import { build } from '../build.mjs';
import { Problem } from '../problem.mjs';
import { ROOT } from '../root.mjs';
import { say, seconds, step } from '../say.mjs';
import { startBalancer } from './balancer.mjs';
import { Cluster } from './cluster.mjs';
import { readComposeFile } from './compose-file.mjs';
import { buildImage } from './dockerfile.mjs';
import { parseEnvFile, writeEnvFile } from './env-file.mjs';
import { Network } from './network.mjs';
import { programsOfImages } from './programs.mjs';
import { runKills, runStory } from './rounds.mjs';

const COMPOSE_FILE = join(ROOT, 'docker-compose.yml');
const APIS = 2;
const WORKERS = 2;
const ROUNDS = { story: runStory, kills: runKills };
const USAGE = `npm run topology [-- --only ${Object.keys(ROUNDS).join('|')}] [--seed N] [--image FOLDER]`;

/**
 * Builds what the Dockerfile builds, starts what docker-compose.yml names, each round on empty volumes, and ends with one JSON line.
 * @param {string[]} args
 */
export async function topology(args) {
  const { only, seed, image: imageFolder } = wantedBy(args);
  const began = Date.now();
  const folder = await mkdtemp(join(tmpdir(), 'ripen-topology-'));
  // Postgres, which is another user when we are root, has to pass through.
  await chmod(folder, 0o711);
  const clean = cleanUp(folder);
  const prepared = await prepareAll(folder, imageFolder);
  const rounds = {};
  for (const name of only ? [only] : Object.keys(ROUNDS)) {
    say(`\n── ${name} ──`);
    rounds[name] = await onFreshVolumes({ ...prepared, name, seed, clean });
    say(`── ${name}: ${rounds[name].ok ? 'holds' : 'DOES NOT HOLD'} ──`);
  }
  const ok = Object.values(rounds).every((round) => round.ok);
  if (ok) await rm(folder, { recursive: true, force: true });
  else say(`Logs and data are kept in ${folder}.`);
  clean.done();
  say(
    JSON.stringify({
      topology: 'docker-compose.yml',
      ok,
      tookMs: Date.now() - began,
      apis: APIS,
      workers: WORKERS,
      ...rounds,
    }),
  );
  process.exitCode = ok ? 0 : 1;
}

function wantedBy(args) {
  const { values } = parseArgs({
    args,
    options: { only: { type: 'string' }, seed: { type: 'string' }, image: { type: 'string' } },
  });
  if (values.only !== undefined && !(values.only in ROUNDS)) throw new Problem(USAGE);
  return { ...values, seed: Number(values.seed ?? Math.floor(Math.random() * 2 ** 31)) };
}

async function prepareAll(folder, imageFolder) {
  await step('building the tests', build);
  const browser = await step('looking for Chromium', (note) =>
    findBrowser({ onFetch: (what) => note(`fetching ${what}`) }),
  );
  const version = await temporalVersion();
  const programs = await step(`looking for Temporal ${version}`, (note) =>
    programsOfImages({ folder: join(folder, 'bin'), version, note }),
  );
  const image = await ourImage(imageFolder ?? join(folder, 'image'));
  return { folder, browser, programs, image };
}

/** The tag of the server's image is the version that is built. */
async function temporalVersion() {
  const tag = /image: temporalio\/server:(\d+\.\d+\.\d+)$/m.exec(await readFile(COMPOSE_FILE, 'utf8'));
  if (!tag) throw new Problem('docker-compose.yml names no version of temporalio/server.');
  return tag[1];
}

/** By the steps of the Dockerfile, or as an earlier run left it in that folder. */
async function ourImage(folder) {
  const noted = join(folder, 'image.json');
  if (existsSync(noted)) {
    say(`  the image is taken from ${folder}, as it was built before`);
    return JSON.parse(await readFile(noted, 'utf8'));
  }
  const image = await step('building the image by the steps of the Dockerfile', (note) =>
    buildImage({ context: ROOT, folder, note }),
  );
  await writeFile(noted, JSON.stringify(image));
  return image;
}

/** Everything up, one round, everything down. */
async function onFreshVolumes({ folder, browser, programs, image, name, seed, clean }) {
  const network = new Network();
  const [publicPort, smtpPort, uiPort] = [await network.free(), await network.free(), await network.free()];
  const apis = await inARow(network, APIS);
  const own = join(folder, name);
  const settings = ROUND_SETTINGS[name];
  const envFile = join(folder, `${name}.env`);
  await writeEnvFile(envFile, {
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    RIPEN_PUBLIC_URL: `http://localhost:${publicPort}`,
    RIPEN_APIS: String(APIS),
    RIPEN_WORKERS: String(WORKERS),
    RIPEN_PORTS: `${apis[0]}-${apis.at(-1)}`,
    TEMPORAL_UI_PORT: String(uiPort),
    ...settings,
  });
  const services = await readComposeFile(COMPOSE_FILE, parseEnvFile(await readFile(envFile, 'utf8')));
  await rm(own, { recursive: true, force: true });
  const cluster = new Cluster({ services, image, programs, folder: own, network, say });
  clean.on(cluster);
  const balancer = await startBalancer({ port: publicPort, targets: apis });
  try {
    const began = Date.now();
    await cluster.up();
    const upMs = Date.now() - began;
    say(
      `  all up in ${seconds(upMs)}; left out, since nothing stands for its image: ${cluster.skipped.join(', ') || 'nothing'}`,
    );
    const given = givenBy({ services, network, cluster, publicPort, smtpPort, settings, own });
    const round = await ROUNDS[name]({ given, folder: own, browser, seed });
    return { ...round, upMs, leftOut: cluster.skipped, answersByApi: balancer.served };
  } finally {
    await balancer.close();
    await step('stopping', () => cluster.down());
    clean.off(cluster);
  }
}

/** What a round needs to know; the story's first administrator is the one of .env. */
function givenBy({ services, network, cluster, publicPort, smtpPort, settings, own }) {
  const { environment } = services.find((service) => service.name === 'api');
  const { DATABASE_URL, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE } = network.environment(environment);
  return {
    folder: own,
    url: `http://localhost:${publicPort}`,
    smtpPort,
    admin: { email: settings.RIPEN_ADMIN_EMAIL, password: settings.RIPEN_ADMIN_PASSWORD },
    writeKey: settings.RIPEN_WRITE_KEY,
    databaseUrl: DATABASE_URL,
    temporal: { address: TEMPORAL_ADDRESS, namespace: TEMPORAL_NAMESPACE },
    statusFile: cluster.statusFile,
  };
}

const ROUND_SETTINGS = {
  story: {
    RIPEN_ADMIN_EMAIL: 'admin@ripen.example',
    RIPEN_ADMIN_PASSWORD: 'reif für die Insel',
    RIPEN_EXAMPLE: 'true',
  },
  kills: { RIPEN_WRITE_KEY: 'write-key-of-the-chaos' },
};

/** As Docker publishes a range: one port for each replica. */
async function inARow(network, count) {
  for (;;) {
    const ports = [await network.free()];
    while (ports.length < count && (await network.take(ports[0] + ports.length))) ports.push(ports[0] + ports.length);
    if (ports.length === count) return ports;
  }
}

/** Whatever ends this process ends what it started, and takes its folder away. */
function cleanUp(folder) {
  const clusters = new Set();
  const drop = () => {
    for (const cluster of clusters) cluster.kill();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  process.once('exit', drop);
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.once(name, () => process.exit(130));
  return {
    on: (cluster) => clusters.add(cluster),
    off: (cluster) => clusters.delete(cluster),
    done: () => process.off('exit', drop),
  };
}
