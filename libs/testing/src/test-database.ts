import { createHash, randomBytes } from 'node:crypto';
import { loadTestSettings } from '@ripen/config';
import { Client } from 'pg';
import { servedAddress } from './served-part';

export interface TestDatabase {
  /** A connection URL of this database, which nobody else uses. */
  readonly url: string;
  /** Removes the database; sessions that are still open are cut. */
  drop(): Promise<void>;
}

/** Any number that no product code takes: it serialises the making of templates across test processes. */
const TEMPLATE_LOCK = 7_203_114;

/**
 * A fresh database on a real Postgres: the server of RIPEN_TEST_DATABASE_URL (an administrator's URL), else one started
 * for this test run, or that of `on`. With `migrate`, the schema is made once per server in a template and copied from there; `migrate`
 * must close its connections.
 */
export async function createTestDatabase(migrate?: (url: string) => Promise<void>, on?: string): Promise<TestDatabase> {
  const admin = on ?? loadTestSettings().databaseUrl ?? (await servedAddress('postgres'));
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(admin, async (client) => {
    const template = migrate ? await migratedTemplate(client, admin, migrate) : 'template1';
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return {
    url: urlOf(admin, name),
    drop: () => asAdmin(admin, async (client) => void (await client.query(`DROP DATABASE ${name} WITH (FORCE)`))),
  };
}

async function migratedTemplate(client: Client, admin: string, migrate: (url: string) => Promise<void>) {
  const template = `template_${createHash('sha1').update(migrate.toString()).digest('hex').slice(0, 12)}`;
  await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (rowCount === 0) await makeTemplate(client, admin, template, migrate);
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
  return template;
}

/** Gets its name when it is finished, so that a migration that fails leaves nothing that looks like a template. */
async function makeTemplate(client: Client, admin: string, template: string, migrate: (url: string) => Promise<void>) {
  const draft = `${template}_draft`;
  await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${draft}`);
  await migrate(urlOf(admin, draft));
  await client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
}

async function asAdmin(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(admin: string, database: string): string {
  const url = new URL(admin);
  url.pathname = `/${database}`;
  return url.href;
}
