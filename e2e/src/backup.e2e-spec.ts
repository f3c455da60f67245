import { cp, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSink } from '@ripen/testing';
import { z } from 'zod';
import { Api } from './api';
import { begin, type Manifest, manifestOf, rowsIn, run } from './backup-commands';
import { eventually } from './eventually';
import { fingerprint, launcherJson, secretIn } from './installation';
import { freePort, type Product, startProduct } from './product';
import { change, cutOff, replace, replaceRows } from './spoilt-backup';
import { linkOf, sendForm } from './visitor';
import { writeOn } from './writing-load';

jest.setTimeout(600_000);

const WRITE_KEY = 'schluessel-fuer-tests';
const NURTURE = /^Leitfaden: In fünf Schritten/;
const PEOPLE = ['anna@lead.example', 'bert@lead.example', 'carla@lead.example'];

const leadSchema = z.object({
  enrollments: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      standing: z.array(z.object({ nodeId: z.string(), until: z.number().nullable() })),
    }),
  ),
});
const effectsSchema = z.object({ items: z.array(z.object({ id: z.string() })) });
const incidentsSchema = z.object({ items: z.array(z.object({ kind: z.string() })) });

describe('backup and restore', () => {
  let root: string;
  let port: string;
  let product: Product;
  let backup: string;
  let one: string;
  let two: string;
  let before: Awaited<ReturnType<typeof standings>>;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ripen-backup-'));
    [one, two, backup] = [join(root, 'one'), join(root, 'two'), join(root, 'kept', 'ripen.tar')];
    port = String(await freePort());
    product = await start(one);
  });
  afterAll(async () => {
    await product?.stop();
    await rm(root, { recursive: true, force: true });
  });

  const start = (folder: string) => startProduct({ RIPEN_DATA_DIR: folder, PORT: port, RIPEN_WRITE_KEY: WRITE_KEY });
  const inFolder = (folder: string) => ({ RIPEN_DATA_DIR: folder });

  it('takes one moment of an installation that people write to meanwhile', async () => {
    before = await peopleWait(product);
    const load = writeOn(product.url, WRITE_KEY);
    await eventually('some touchpoints are in', { within: 30_000 }, () => load.acknowledged() >= 2_000);
    const least = load.acknowledged();
    const { code, said } = await run('backup', [backup], inFolder(one));
    const most = load.sent();
    await load.stop();
    expect([code, said]).toEqual([0, expect.stringContaining('the secret that signs links and sessions')]);
    expect((await stat(backup)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(root, 'kept'))).toEqual(['ripen.tar']);
    // Each visitor was a new one; the example's leads and the three people come on top.
    const visitors = rowsIn(await manifestOf(backup), 'lead');
    expect(visitors).toBeGreaterThanOrEqual(least);
    expect(visitors).toBeLessThan(most + 100);
    expect(load.acknowledged()).toBeGreaterThan(least);
  });

  it('is refused while the product runs on the folder, and over an installation, and leaves both alone', async () => {
    const running = await run('restore', [backup, '--replace'], inFolder(one));
    expect([running.code, running.said]).toEqual([1, expect.stringMatching(/Ripen runs on .*; stop it first/)]);
    await product.stop();
    const untouched = await fingerprint(one);
    const over = await run('restore', [backup], inFolder(one));
    expect([over.code, over.said]).toEqual([1, expect.stringContaining('With --replace it is moved aside')]);
    expect(await fingerprint(one)).toEqual(untouched);
  });

  it('proves a backup on trial and leaves nothing', async () => {
    const { code, said } = await run('restore', [backup, '--check'], inFolder(two));
    expect([code, said]).toEqual([0, expect.stringContaining('is whole: restored on trial')]);
    expect(await readdir(root)).toEqual(['kept', 'one']);
  });

  it('restores every table with the rows that it had, seen by a backup of the restored installation, which is stopped', async () => {
    const restored = await run('restore', [backup], inFolder(two));
    expect([restored.code, restored.said]).toEqual([0, expect.stringContaining('may go out again')]);
    const again = join(root, 'kept', 'again.tar');
    expect((await run('backup', [again], inFolder(two))).code).toBe(0);
    const [first, second] = [await manifestOf(backup), await manifestOf(again)];
    expect(contents(second)).toEqual(contents(first));
    expect(rowsIn(second, 'incident')).toBe(rowsIn(first, 'incident') + 1);
    expect(secretIn(await launcherJson(two))).toBe(secretIn(await launcherJson(one)));
  });

  it('goes on without Temporal’s data: everybody where they were, with the deadline they had, nobody mailed twice', async () => {
    product = await start(two);
    const api = await signedIn(product);
    await eventually('the refill is noted', { within: 60_000 }, async () =>
      incidentsSchema.parse(await api.call('listIncidents')).items.some(({ kind }) => kind === 'temporal_replaced'),
    );
    const kinds = incidentsSchema.parse(await api.call('listIncidents')).items.map(({ kind }) => kind);
    expect(kinds).toContain('restored');
    // A link of a mail that went out before the backup still works, and its click is what this journey waits for.
    const mail = await api.mailTo(PEOPLE[0] ?? '', NURTURE);
    expect((await fetch(linkOf(mail, 'l'), { redirect: 'manual' })).status).toBe(302);
    await eventually('the journey goes on for the one who clicked', { within: 60_000 }, async () => {
      const [now] = await standings(api, PEOPLE.slice(0, 1));
      return JSON.stringify(now) !== JSON.stringify(before[0]);
    });
    expect(await standings(api, PEOPLE.slice(1))).toEqual(before.slice(1));
    for (const person of PEOPLE) expect(await api.mailsTo(person)).toHaveLength(3);
  });

  it.each([
    ['is cut off', (file: string) => cutOff(file, 40_000), 'is cut off: its end is missing'],
    ['lost its very end', (file: string) => cutOff(file, 1_024), 'is cut off: its end is missing'],
    [
      'has one other byte in it',
      (file: string) => change(file, /tables\/ledger_entry/, 5_000),
      'is damaged: tables/ledger_entry.copy.gz',
    ],
    ['is something else', (file: string) => writeFile(file, 'Liebes Tagebuch, heute …'), 'is not a backup of Ripen'],
    [
      'has a format of tomorrow',
      (file: string) => replace(file, '"format": 1', '"format": 2'),
      'restore it with that version or a newer one',
    ],
    [
      'has a schema of tomorrow',
      (file: string) => replace(file, 'Schema1763900000001', 'Schema2963900000001'),
      'does not know Schema2963900000001. Update Ripen',
    ],
    ['says other rows than it has', (file: string) => replaceRows(file), 'is not what the backup says'],
  ])('is refused when the file %s, and leaves the installation that is there alone', async (_what, spoil, sentence) => {
    const untouched = await fingerprint(one);
    const file = join(root, 'spoilt.tar');
    await cp(backup, file, { force: true });
    await spoil(file);
    const { code, said } = await run('restore', [file, '--replace'], inFolder(one));
    expect([code, said]).toEqual([1, expect.stringContaining(sentence)]);
    expect(await fingerprint(one)).toEqual(untouched);
    expect(existsSync(`${one}.restoring`)).toBe(false);
  });

  it('is refused with another secret than the one that links were signed with', async () => {
    const settings = { ...inFolder(join(root, 'three')), RIPEN_SECRET: 'another secret, which has 32 characters' };
    const { code, said } = await run('restore', [backup], settings);
    expect([code, said]).toEqual([1, expect.stringContaining('RIPEN_SECRET is not the secret of this backup')]);
    expect(existsSync(join(root, 'three'))).toBe(false);
  });

  it('overwrites no backup, and finds no installation where there is none', async () => {
    const over = await run('backup', [backup], inFolder(one));
    expect([over.code, over.said]).toEqual([1, expect.stringContaining('never overwrites anything')]);
    const nowhere = await run('backup', [join(root, 'x.tar')], inFolder(join(root, 'nowhere')));
    expect([nowhere.code, nowhere.said]).toEqual([1, expect.stringContaining('There is no Ripen in')]);
    expect(existsSync(join(root, 'nowhere'))).toBe(false);
  });

  it('leaves no file of its name when it is killed in the middle, and works again at once', async () => {
    const folder = join(root, 'killed');
    const file = join(folder, 'ripen.tar');
    const { process: child, end } = begin('backup', [file], inFolder(one));
    await eventually(
      'it has begun to write',
      { within: 60_000 },
      async () => (await readdir(folder).catch(() => [])).length > 0,
    );
    child.kill('SIGKILL');
    await end;
    expect(await readdir(folder)).toEqual([expect.stringMatching(/^ripen\.tar\.\d+\.part$/)]);
    expect((await run('backup', [file], inFolder(one))).code).toBe(0);
    expect(await readdir(folder)).toEqual(['ripen.tar']);
  });

  it.each([
    ['makes the fresh database', () => existsSync(join(`${one}.restoring`, 'postgres.new'))],
    ['makes the schema', () => existsSync(join(`${one}.restoring`, 'postgres', 'postmaster.pid'))],
    ['reads the rows in', (said: string) => said.includes('✓ starting a fresh Postgres beside')],
    ['compares the tables', (said: string) => said.includes('✓ reading the backup in')],
  ])(
    'leaves the old installation alone when it is killed while it %s, and works again at once',
    async (_when, isThen) => {
      const untouched = await fingerprint(one);
      const { process: child, said: words, end } = begin('restore', [backup, '--replace'], inFolder(one));
      await eventually('it is there', { within: 120_000, every: 5 }, () => isThen(words()));
      child.kill('SIGKILL');
      await end;
      expect(await fingerprint(one)).toEqual(untouched);
      const { code, said } = await run('restore', [backup, '--check'], inFolder(one));
      expect([code, said]).toEqual([0, expect.stringContaining('is whole')]);
    },
  );

  it('moves the old installation aside, whole, and holds every journey where that is asked for', async () => {
    const untouched = await fingerprint(one);
    const { code, said } = await run('restore', [backup, '--replace', '--paused'], inFolder(one));
    expect([code, said]).toEqual([0, expect.stringContaining('Every journey is paused')]);
    const aside = (await readdir(root)).find((name) => name.startsWith('one.before-restore-'));
    expect(await fingerprint(join(root, aside ?? ''))).toEqual(untouched);
    expect(existsSync(`${one}.restoring`)).toBe(false);
    const file = join(root, 'kept', 'paused.tar');
    expect((await run('backup', [file], inFolder(one))).code).toBe(0);
    const changed = changedTables(await manifestOf(backup), await manifestOf(file));
    expect(changed).toEqual(['incident', 'journey']);
  });

  it('does not send again what was on its way at that moment: it may have gone out right after', async () => {
    await product.stop();
    let named = 0;
    const sink = await startSink({ slowness: 6_000, onRecipient: () => (named += 1) });
    const settings = { ...inFolder(two), PORT: port, SMTP_URL: sink.url };
    product = await startProduct(settings);
    await sendForm(product.url, 'dora@lead.example');
    await eventually('the mail is on its way', { within: 30_000 }, () => named > 0);
    const file = join(root, 'kept', 'on-its-way.tar');
    await run('backup', [file], inFolder(two));
    expect(sink.phases).toEqual([]);
    await eventually('the mail went out after all', { within: 30_000 }, () =>
      sink.phases.some(({ answeredAt }) => answeredAt),
    );
    await product.stop();
    const { said } = await run('restore', [file, '--replace'], inFolder(two));
    expect(said).toContain('Mails that were on their way at that moment: 1.');
    product = await startProduct(settings);
    const api = await signedIn(product);
    await eventually(
      'it is listed',
      { within: 60_000 },
      async () =>
        effectsSchema.parse(await api.call('listEffects', { query: { state: 'unknown' } })).items.length === 1,
    );
    expect(sink.phases).toHaveLength(1);
    await product.stop();
    await sink.stop();
  });

  it('is finished by the next start when it was killed between the two renames', async () => {
    await product.stop();
    await rm(two, { recursive: true });
    expect((await run('restore', [backup], inFolder(two))).code).toBe(0);
    await rename(two, `${two}.restoring`);
    product = await start(two);
    expect(existsSync(`${two}.restoring`)).toBe(false);
    expect(await (await signedIn(product)).mailsTo(PEOPLE[0] ?? '')).toHaveLength(3);
  });
});

/** Three people confirm the form and get their mails; the journey then waits for each. */
async function peopleWait(product: Product) {
  const api = await signedIn(product);
  for (const person of PEOPLE) {
    await sendForm(product.url, person);
    await fetch(linkOf(await api.mailTo(person, /^Bitte bestätigen/), 'c'), { method: 'POST' });
  }
  for (const person of PEOPLE) await api.mailTo(person, NURTURE);
  return eventually('all wait with a deadline', { within: 60_000 }, async () => {
    const now = await standings(api, PEOPLE);
    return now.every((places) => places.some(({ until }) => until !== null)) && now;
  });
}

async function standings(api: Api, people: readonly string[]) {
  return Promise.all(
    people.map(async (person) => {
      const { enrollments } = leadSchema.parse(
        await api.call('getLead', { params: { id: (await api.leadId(person)) ?? '' } }),
      );
      return enrollments.flatMap(({ id, status, standing }) => standing.map((place) => ({ id, status, ...place })));
    }),
  );
}

async function signedIn({ url }: Product): Promise<Api> {
  const api = new Api(url);
  await api.signIn();
  return api;
}

/** Of every table but the one in which a restore notes itself. */
const contents = ({ tables }: Manifest) =>
  Object.fromEntries(tables.filter(({ name }) => name !== 'incident').map(({ name, content }) => [name, content]));

const changedTables = (before: Manifest, after: Manifest) =>
  after.tables
    .filter(
      ({ name, content }) => before.tables.find((table) => table.name === name)?.content.sha256 !== content.sha256,
    )
    .map(({ name }) => name);
