import { resolve } from 'node:path';
import type { Environment } from './environment';
import { environmentSchema, missingPartners } from './environment';
import { ConfigError } from './config-error';

/** Every setting of one process, parsed once. */
export interface Config {
  readonly port: number;
  /** Where browsers and mail readers reach this installation; no trailing slash. */
  readonly publicUrl: string;
  readonly databaseUrl: string;
  readonly temporal: {
    readonly address: string;
    readonly namespace: string;
    readonly tls: boolean;
    readonly apiKey: string | null;
  };
  readonly mail: {
    /** Where mail is handed in: the configured server, else the built-in mailbox on this machine. */
    readonly smtpUrl: string;
    readonly from: string | null;
    /** The port on which the API hosts the built-in mailbox; null when a mail server is configured. */
    readonly inboxPort: number | null;
  };
  /** Absolute path. */
  readonly dataDir: string;
  readonly secret: string;
  /** Internal addresses and networks that webhooks and other calls to servers of somebody else may reach; none unless set. */
  readonly outboundAllow: readonly string[];
  /** Postgres and Temporal are those that `npm start` brought: one machine, and what it carries is known. */
  readonly embedded: boolean;
  readonly logLevel: Environment['RIPEN_LOG_LEVEL'];
  /** The first start without a set-up page: null where the person is to be asked. */
  readonly setup: {
    readonly admin: { readonly email: string; readonly password: string } | null;
    readonly example: boolean | null;
    readonly writeKey: string | null;
    readonly apiKey: string | null;
  };
}

/**
 * Parses the environment once; a variable that is set to nothing counts as not set.
 *
 * @throws ConfigError that names every bad variable, and the value of none.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const filled: Record<string, string> = {};
  for (const [variable, value] of Object.entries(env)) if (value) filled[variable] = value;
  const parsed = environmentSchema.safeParse(filled);
  const problems = missingPartners(filled);
  if (parsed.success && problems.length === 0) return toConfig(parsed.data);
  const issues = parsed.error?.issues ?? [];
  throw new ConfigError([...issues.map(({ path, message }) => ({ variable: String(path[0]), message })), ...problems]);
}

function toConfig(env: Environment): Config {
  const inboxPort = env.SMTP_URL ? null : (env.RIPEN_INBOX_PORT ?? null);
  return {
    port: env.PORT,
    publicUrl: env.RIPEN_PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    databaseUrl: env.DATABASE_URL,
    temporal: {
      address: env.TEMPORAL_ADDRESS,
      namespace: env.TEMPORAL_NAMESPACE,
      tls: env.TEMPORAL_TLS ?? env.TEMPORAL_API_KEY !== undefined,
      apiKey: env.TEMPORAL_API_KEY ?? null,
    },
    mail: { smtpUrl: env.SMTP_URL ?? `smtp://127.0.0.1:${inboxPort}`, from: env.MAIL_FROM ?? null, inboxPort },
    dataDir: resolve(env.RIPEN_DATA_DIR),
    secret: env.RIPEN_SECRET,
    outboundAllow: env.RIPEN_OUTBOUND_ALLOW,
    embedded: env.RIPEN_EMBEDDED,
    logLevel: env.RIPEN_LOG_LEVEL,
    setup: {
      admin:
        env.RIPEN_ADMIN_EMAIL && env.RIPEN_ADMIN_PASSWORD
          ? { email: env.RIPEN_ADMIN_EMAIL, password: env.RIPEN_ADMIN_PASSWORD }
          : null,
      example: env.RIPEN_EXAMPLE ?? null,
      writeKey: env.RIPEN_WRITE_KEY ?? null,
      apiKey: env.RIPEN_API_KEY ?? null,
    },
  };
}
