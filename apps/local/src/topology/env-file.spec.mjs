import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnvFile, QUESTIONS, SECRETS, writeEnvFile } from './env-file.mjs';

describe('the .env file', () => {
  let folder = '';
  let file = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ripen-env-'));
    file = join(folder, '.env');
  });
  afterEach(() => rm(folder, { recursive: true }));
  const text = () => readFile(file, 'utf8');

  it('gets a long random text for every secret, is for its owner alone, and says what a person has to add', async () => {
    expect(await writeEnvFile(file)).toEqual({
      added: [...SECRETS],
      kept: [],
      missing: Object.keys(QUESTIONS),
      refused: [],
    });
    const written = parseEnvFile(await text());
    for (const name of SECRETS) expect(written[name]).toMatch(/^[\w-]{43}$/);
    expect(new Set(SECRETS.map((name) => written[name])).size).toBe(SECRETS.length);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await text()).toContain('# SMTP_URL=');
  });

  it('keeps every byte that stands there, and gets only what is missing', async () => {
    const before = `# ours\nRIPEN_SECRET='chosen by us, long ago, and long enough'\nPOSTGRES_PASSWORD=\nexport SMTP_URL=smtp://mail:25`;
    await writeFile(file, before, { mode: 0o644 });
    const { added, kept, missing } = await writeEnvFile(file);
    expect([kept, missing]).toEqual([['RIPEN_SECRET'], ['RIPEN_PUBLIC_URL']]);
    expect(added).toEqual(SECRETS.filter((name) => name !== 'RIPEN_SECRET'));
    expect((await text()).startsWith(`${before}\n`)).toBe(true);
    expect(parseEnvFile(await text()).RIPEN_SECRET).toBe('chosen by us, long ago, and long enough');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('is the same after the second time', async () => {
    await writeEnvFile(file);
    const first = await text();
    expect(await writeEnvFile(file)).toMatchObject({ added: [], kept: [...SECRETS] });
    expect(await text()).toBe(first);
  });

  it('takes settings beside what it asks for, so that docker-compose.yml can pass them on', async () => {
    const given = { RIPEN_OUTBOUND_ALLOW: '10.1.0.0/16,fd00::/8' };
    expect((await writeEnvFile(file, given)).added).toContain('RIPEN_OUTBOUND_ALLOW');
    expect(parseEnvFile(await text())).toMatchObject(given);
  });

  it('takes what is given, and never instead of what stands there', async () => {
    await writeEnvFile(file, { SMTP_URL: 'smtp://user:a$b@mail:25', RIPEN_PUBLIC_URL: 'https://ripen.example' });
    expect(parseEnvFile(await text())).toMatchObject({ SMTP_URL: 'smtp://user:a$b@mail:25' });
    expect(
      await writeEnvFile(file, { SMTP_URL: 'smtp://other', RIPEN_PUBLIC_URL: 'https://ripen.example' }),
    ).toMatchObject({
      added: [],
      refused: ['SMTP_URL'],
    });
    expect(parseEnvFile(await text())).toMatchObject({ SMTP_URL: 'smtp://user:a$b@mail:25' });
  });
});
