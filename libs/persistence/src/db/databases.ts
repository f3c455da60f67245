import { Client, escapeIdentifier, escapeLiteral } from 'pg';

/** A database and the role that owns it, as its connection URL names them. */
export interface OwnedDatabase {
  readonly url: string;
  /** Nothing that a person typed may reach the server's log by this role. */
  readonly silent: boolean;
}

/** Statements, their values, and errors that quote a value. The README names the same for servers that others look after. */
export const SILENT_ROLE = {
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_statement: 'none',
  log_min_duration_statement: '-1',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_error_verbosity: 'terse',
} as const;

/**
 * Makes roles and databases on a server, or brings them to what their URLs say; an existing database keeps its data. Each is for its owner
 * alone. Can be run again at any time.
 *
 * @param adminUrl of a superuser
 */
export async function prepareDatabases(adminUrl: string, databases: readonly OwnedDatabase[]): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    // A statement that fails would be logged, and some of these hold a password.
    await client.query(`SET log_min_error_statement = 'panic'; SET log_statement = 'none'`);
    for (const database of databases) await prepare(client, database);
  } finally {
    await client.end();
  }
}

async function prepare(client: Client, { url, silent }: OwnedDatabase): Promise<void> {
  const { username, password, pathname } = new URL(url);
  const [role, name] = [decodeURIComponent(username), decodeURIComponent(pathname.slice(1))];
  const login = `${escapeIdentifier(role)} LOGIN PASSWORD ${escapeLiteral(decodeURIComponent(password))}`;
  const isThere = await some(client, 'SELECT FROM pg_roles WHERE rolname = $1', role);
  await client.query(`${isThere ? 'ALTER' : 'CREATE'} ROLE ${login}`);
  for (const [setting, value] of Object.entries(silent ? SILENT_ROLE : {}))
    await client.query(`ALTER ROLE ${escapeIdentifier(role)} SET ${setting} = ${escapeLiteral(value)}`);
  const database = escapeIdentifier(name);
  if (!(await some(client, 'SELECT FROM pg_database WHERE datname = $1', name)))
    await client.query(`CREATE DATABASE ${database} OWNER ${escapeIdentifier(role)}`);
  await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
}

async function some(client: Client, sql: string, value: string): Promise<boolean> {
  const { rowCount } = await client.query(sql, [value]);
  return rowCount !== 0;
}
