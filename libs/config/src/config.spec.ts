import { resolve } from 'node:path';
import { loadConfig } from './config';
import { ConfigError } from './config-error';
import { loadDatabasesConfig } from './databases';

const enough = {
  DATABASE_URL: 'postgres://ripen:pw@localhost:5432/ripen',
  TEMPORAL_ADDRESS: 'localhost:7233',
  RIPEN_SECRET: 's'.repeat(32),
  RIPEN_INBOX_PORT: '1025',
};

function problemsOf(env: Record<string, string | undefined>): string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ variable }) => variable).sort();
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  it('fills in what has a default', () => {
    expect(loadConfig(enough)).toEqual({
      port: 3000,
      publicUrl: 'http://localhost:3000',
      databaseUrl: enough.DATABASE_URL,
      temporal: { address: 'localhost:7233', namespace: 'default', tls: false, apiKey: null },
      mail: { smtpUrl: 'smtp://127.0.0.1:1025', from: null, inboxPort: 1025 },
      dataDir: resolve('.ripen'),
      secret: enough.RIPEN_SECRET,
      outboundAllow: [],
      embedded: false,
      logLevel: 'info',
      setup: { admin: null, example: null, writeKey: null, apiKey: null },
    });
  });

  it('derives the public address from the port and takes the trailing slash off a given one', () => {
    expect(loadConfig({ ...enough, PORT: '8080' }).publicUrl).toBe('http://localhost:8080');
    expect(loadConfig({ ...enough, RIPEN_PUBLIC_URL: 'https://ripen.example/' }).publicUrl).toBe(
      'https://ripen.example',
    );
  });

  it('reads the headless first start', () => {
    const { setup } = loadConfig({
      ...enough,
      RIPEN_ADMIN_EMAIL: 'admin@example.com',
      RIPEN_ADMIN_PASSWORD: 'correct horse',
      RIPEN_EXAMPLE: 'false',
      RIPEN_WRITE_KEY: 'write-key',
      RIPEN_API_KEY: 'management-key',
    });
    expect(setup).toEqual({
      admin: { email: 'admin@example.com', password: 'correct horse' },
      example: false,
      writeKey: 'write-key',
      apiKey: 'management-key',
    });
  });

  it('reads which internal networks may be called', () => {
    const { outboundAllow } = loadConfig({ ...enough, RIPEN_OUTBOUND_ALLOW: '10.1.0.0/16, 127.0.0.1,fd00::/8' });
    expect(outboundAllow).toEqual(['10.1.0.0/16', '127.0.0.1', 'fd00::/8']);
    expect(problemsOf({ ...enough, RIPEN_OUTBOUND_ALLOW: '10.0.0.0/64' })).toEqual(['RIPEN_OUTBOUND_ALLOW']);
  });

  it('hosts no mailbox where a mail server is configured', () => {
    const { mail } = loadConfig({ ...enough, SMTP_URL: 'smtps://mail.example:465' });
    expect(mail).toMatchObject({ smtpUrl: 'smtps://mail.example:465', inboxPort: null });
  });

  it('turns TLS on for an API key unless told otherwise', () => {
    expect(loadConfig({ ...enough, TEMPORAL_API_KEY: 'key' }).temporal.tls).toBe(true);
    expect(loadConfig({ ...enough, TEMPORAL_API_KEY: 'key', TEMPORAL_TLS: 'false' }).temporal.tls).toBe(false);
  });

  it('names every bad variable in one error', () => {
    const bad = {
      PORT: '70000',
      RIPEN_PUBLIC_URL: 'ripen.example',
      DATABASE_URL: 'mysql://localhost/ripen',
      TEMPORAL_ADDRESS: 'http://localhost:7233',
      TEMPORAL_TLS: 'yes',
      SMTP_URL: 'mail.example:25',
      MAIL_FROM: 'nobody',
      RIPEN_SECRET: 'short',
      RIPEN_ADMIN_EMAIL: 'admin',
      RIPEN_EXAMPLE: '1',
      RIPEN_OUTBOUND_ALLOW: '10.0.0.0/8, everything',
      RIPEN_LOG_LEVEL: 'loud',
    };
    expect(problemsOf(bad)).toEqual([...Object.keys(bad), 'RIPEN_ADMIN_PASSWORD'].sort());
  });

  it('names what is missing and counts an empty value as missing', () => {
    expect(problemsOf({})).toEqual(['DATABASE_URL', 'RIPEN_SECRET', 'SMTP_URL', 'TEMPORAL_ADDRESS']);
    expect(problemsOf({ ...enough, DATABASE_URL: '' })).toEqual(['DATABASE_URL']);
    expect(problemsOf({ ...enough, RIPEN_INBOX_PORT: undefined })).toEqual(['SMTP_URL']);
    expect(problemsOf({ ...enough, RIPEN_ADMIN_EMAIL: 'admin@example.com' })).toEqual(['RIPEN_ADMIN_PASSWORD']);
    expect(() => loadConfig({})).toThrow('DATABASE_URL is not set');
  });

  it('shows no value, since some are secrets', () => {
    expect(() => loadConfig({ ...enough, RIPEN_SECRET: 'hunter2' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });
});

describe('loadDatabasesConfig', () => {
  const url = (name: string) => `postgres://${name}:pw@postgres:5432/${name}`;

  it('names every variable of the job that is missing or no database', () => {
    const given = { POSTGRES_ADMIN_URL: url('postgres'), DATABASE_URL: 'mysql://ripen:hunter2@mysql/ripen' };
    expect(() => loadDatabasesConfig(given)).toThrow(
      expect.objectContaining({
        problems: ['DATABASE_URL', 'TEMPORAL_DATABASE_URL', 'TEMPORAL_VISIBILITY_DATABASE_URL'].map((variable) =>
          expect.objectContaining({ variable }),
        ),
        message: expect.not.stringContaining('hunter2'),
      }),
    );
  });

  it('knows whose database is whose', () => {
    expect(
      loadDatabasesConfig({
        POSTGRES_ADMIN_URL: url('postgres'),
        DATABASE_URL: url('ripen'),
        TEMPORAL_DATABASE_URL: url('temporal'),
        TEMPORAL_VISIBILITY_DATABASE_URL: url('visibility'),
      }),
    ).toEqual({
      adminUrl: url('postgres'),
      ripenUrl: url('ripen'),
      temporalUrls: [url('temporal'), url('visibility')],
    });
  });
});
