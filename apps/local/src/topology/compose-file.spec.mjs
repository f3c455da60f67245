import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../root.mjs';
import { parseComposeFile, readComposeFile } from './compose-file.mjs';
import { QUESTIONS, SECRETS } from './env-file.mjs';
import { parseDockerfile } from './dockerfile.mjs';

const FILE = join(ROOT, 'docker-compose.yml');
const GIVEN = Object.fromEntries([...SECRETS, ...Object.keys(QUESTIONS)].map((name) => [name, `given-${name}`]));
const OURS = ['databases', 'api', 'worker'];

/** @returns {import('./compose-file.mjs').Service} */
function named(services, name) {
  const found = services.find((service) => service.name === name);
  if (!found) throw new Error(`there is no service ${name}`);
  return found;
}

/** Every text of the file with where it stands. */
function texts(value, path = []) {
  if (typeof value === 'string') return [[path.join('.'), value]];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]) => texts(item, [...path, key]));
}

/** By which words Node runs an app with its limits. */
async function wordsOf(app) {
  const flags = JSON.parse(await readFile(join(ROOT, 'apps', app, 'node-flags.json'), 'utf8'));
  return ['node', ...flags, `apps/${app}/dist/main.js`];
}

describe('docker-compose.yml', () => {
  const written = () => parseComposeFile(FILE);
  const services = (env = {}) => readComposeFile(FILE, { ...GIVEN, ...env });
  const service = async (name, env = {}) => named(await services(env), name);

  it('is understood whole, and starts with what `npm run compose:env` writes and asks for', async () => {
    expect((await services()).map(({ name }) => name)).toEqual(
      'postgres databases temporal-schema temporal temporal-namespace temporal-ui api worker'.split(' '),
    );
  });

  it.each([...SECRETS, ...Object.keys(QUESTIONS)])(
    'starts nothing without %s, and says so by its name',
    async (name) => {
      await expect(services({ [name]: '' })).rejects.toThrow(name);
    },
  );

  it('has no password of its own: each comes from .env, and none has a default', async () => {
    const secret = /(PASSWORD|PWD|SECRET|_KEY)$/;
    const passwords = texts(await written()).filter(([path]) => secret.test(path));
    expect(passwords.length).toBeGreaterThan(5);
    for (const [path, value] of passwords)
      expect([path, value]).toEqual([path, expect.stringMatching(/^\$\{[A-Z_]+(:\?[^}]+|:-)\}$/)]);
    const urls = texts(await written()).filter(([, value]) => value.includes('://') && value.includes('@'));
    expect(urls.length).toBeGreaterThan(3);
    for (const [path, value] of urls)
      expect([path, value]).toEqual([path, expect.stringMatching(/:\/\/[a-z]+:\$\{[A-Z_]+:\?[^}]+\}@/)]);
  });

  it.each(['api', 'worker'])('runs the %s by Node with the limits that `npm start` gives it', async (app) => {
    const words = await wordsOf(app);
    expect(words.length).toBeGreaterThan(3);
    expect((await service(app)).command).toEqual(words);
  });

  it('publishes the API and Temporal’s UI, to this machine only, and nothing else', async () => {
    const open = (await services()).flatMap(({ name, ports }) => ports.map((port) => ({ name, ...port })));
    expect(open).toEqual([
      { name: 'temporal-ui', address: '127.0.0.1', from: 8080, to: 8080, target: 8080 },
      { name: 'api', address: '127.0.0.1', from: 3000, to: 3000, target: 3000 },
    ]);
  });

  it('gives several APIs a port each', async () => {
    const { ports, replicas } = await service('api', { RIPEN_APIS: '2', RIPEN_PORTS: '3000-3001' });
    expect([replicas, ports]).toEqual([2, [{ address: '127.0.0.1', from: 3000, to: 3001, target: 3000 }]]);
  });

  it('looks after every service that stays, and what it asks for is there', async () => {
    for (const { name, restart, check } of await services()) {
      if (name === 'temporal-ui') continue;
      expect([name, restart.policy === 'unless-stopped']).toEqual([name, check !== null]);
    }
    const routes = await readFile(join(ROOT, 'libs/contracts/src/api/health.ts'), 'utf8');
    const asked = (await service('api')).check?.test.at(-1) ?? '';
    const [, path] = /\$\{process\.env\.PORT\}(\/[\w/]+)`/.exec(asked) ?? [];
    expect([...routes.matchAll(/path: '([^']+)'/g)].map(([, route]) => route)).toContain(path);
  });

  it.each(OURS)('runs a program of %s that the image holds', async (name) => {
    const { command, check } = await service(name);
    const programs = [...(command ?? []), ...(check?.test ?? [])].filter((word) => word.startsWith('apps/'));
    expect(programs.length).toBeGreaterThan(0);
    for (const program of programs) {
      const source = program.replace('/dist/', '/src/').replace(/\.js$/, '.ts');
      expect((await stat(join(ROOT, source))).isFile()).toBe(true);
    }
  });

  it('lets Temporal’s own images be of one version, and mounts only files that are there', async () => {
    const images = (await services()).map(({ image }) => image);
    const versions = images
      .filter((image) => /^temporalio\/(server|admin-tools):/.test(image))
      .map((image) => image.split(':')[1]);
    expect(new Set(versions).size).toBe(1);
    for (const { mounts } of await services())
      for (const { source, isNamed } of mounts) if (!isNamed) expect((await stat(source)).isFile()).toBe(true);
  });

  it('keeps Postgres’s data in a volume at the place where the image of 18 has them', async () => {
    const { image, mounts } = await service('postgres');
    expect([image, mounts]).toEqual([
      'postgres:18',
      [{ source: 'postgres', target: '/var/lib/postgresql', isNamed: true }],
    ]);
    expect((await written()).volumes).toHaveProperty('postgres');
  });
});

describe('the environment that docker-compose.yml gives', () => {
  const given = async (name) => named(await readComposeFile(FILE, GIVEN), name).environment;

  it.each(['api', 'worker'])(
    '%s: every name is one that Ripen reads, and every one that must be there is',
    async (name) => {
      const { environmentSchema } = await config();
      const environment = await given(name);
      expect(Object.keys(environmentSchema.shape)).toEqual(expect.arrayContaining(Object.keys(environment)));
      const required = Object.keys(environmentSchema.shape).filter(
        (one) => !environmentSchema.shape[one].safeParse(undefined).success,
      );
      // Of the two ways to send mail, a server of one's own.
      expect(Object.keys(environment)).toEqual(expect.arrayContaining([...required, 'SMTP_URL', 'RIPEN_PUBLIC_URL']));
    },
  );

  it('opens internal networks to webhooks where .env names them, for the API and the worker alike, and none by itself', async () => {
    const { loadConfig } = await config();
    const values = {
      ...GIVEN,
      SMTP_URL: 'smtp://mail:25',
      RIPEN_PUBLIC_URL: 'https://ripen.example',
      RIPEN_SECRET: 'x'.repeat(32),
    };
    const opened = async (name, env) =>
      loadConfig(named(await readComposeFile(FILE, { ...values, ...env }), name).environment).outboundAllow;
    for (const name of ['api', 'worker']) {
      expect(await opened(name, {})).toEqual([]);
      expect(await opened(name, { RIPEN_OUTBOUND_ALLOW: '10.1.0.0/16,127.0.0.1' })).toEqual([
        '10.1.0.0/16',
        '127.0.0.1',
      ]);
    }
  });

  it('is a configuration that Ripen takes', async () => {
    const { loadConfig } = await config();
    const values = { ...GIVEN, SMTP_URL: 'smtp://mail:25', RIPEN_PUBLIC_URL: 'https://ripen.example' };
    for (const name of ['api', 'worker']) {
      const { environment } = named(await readComposeFile(FILE, { ...values, RIPEN_SECRET: 'x'.repeat(32) }), name);
      expect(loadConfig(environment)).toMatchObject({
        port: 3000,
        temporal: { address: 'temporal:7233', namespace: 'ripen' },
      });
    }
  });

  it('is the one that the job for roles and databases takes', async () => {
    const { loadDatabasesConfig } = await config();
    const { ripenUrl, temporalUrls } = loadDatabasesConfig(await given('databases'));
    expect(ripenUrl).toBe((await given('api')).DATABASE_URL);
    const { POSTGRES_USER, POSTGRES_PWD, DBNAME, VISIBILITY_DBNAME, POSTGRES_SEEDS, DB_PORT } = await given('temporal');
    expect(temporalUrls).toEqual(
      [DBNAME, VISIBILITY_DBNAME].map(
        (name) => `postgres://${POSTGRES_USER}:${POSTGRES_PWD}@${POSTGRES_SEEDS}:${DB_PORT}/${name}`,
      ),
    );
  });
});

describe('the Dockerfile', () => {
  it('ends with a user that is not root, and copies nothing into the image but what was built', async () => {
    const stages = parseDockerfile(await readFile(join(ROOT, 'Dockerfile'), 'utf8'));
    const last = stages.at(-1)?.instructions ?? [];
    expect(stages.map(({ from }) => from)).toEqual(stages.map(() => 'node:24-bookworm-slim'));
    expect(last.filter(({ word }) => word === 'USER').map(({ rest }) => rest)).toEqual(['node']);
    for (const { rest } of last.filter(({ word }) => word === 'COPY')) expect(rest).toMatch(/^--from=/);
  });

  it('runs the api with the limits that `npm start` gives it', async () => {
    const stages = parseDockerfile(await readFile(join(ROOT, 'Dockerfile'), 'utf8'));
    const command = stages.at(-1)?.instructions.find(({ word }) => word === 'CMD');
    expect(JSON.parse(command?.rest ?? '[]')).toEqual(await wordsOf('api'));
  });
});

const config = () => import('@ripen/config');
