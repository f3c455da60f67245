/** Where and how to reach the mail server, as the URL says. */
export interface SmtpServerAddress {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (`smtps:`). */
  readonly secure: boolean;
  readonly requireTls: boolean;
  readonly ignoreTls: boolean;
  readonly verifyCertificate: boolean;
  /** The name we greet the server with; null: the machine's own. */
  readonly clientName: string | null;
  readonly auth: { readonly user: string; readonly pass: string } | null;
}

/** Thrown when an option of `createMailer` cannot be used. Names the option, never its value: a URL holds a password. */
export class MailerOptionsError extends Error {
  constructor(
    readonly option: string,
    reason: string,
  ) {
    super(`${option}: ${reason}`);
    this.name = 'MailerOptionsError';
  }
}

const SWITCHES = ['requireTLS', 'ignoreTLS', 'rejectUnauthorized'] as const;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1']);

/**
 * Reads `smtp://` (port 587, STARTTLS when offered) and `smtps://` (port 465) URLs with percent-encoded `user:pass@` and the
 * parameters `requireTLS`, `ignoreTLS`, `rejectUnauthorized` (true/false) and `name`. With a password and a host that is not
 * this machine, TLS is required unless the URL says otherwise. Throws `MailerOptionsError`.
 */
export function parseSmtpUrl(url: string): SmtpServerAddress {
  const parsed = toUrl(url);
  const secure = parsed.protocol === 'smtps:';
  if (!secure && parsed.protocol !== 'smtp:')
    throw new MailerOptionsError('url', 'must begin with smtp:// or smtps://');
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  if (!host) throw new MailerOptionsError('url', 'names no host');
  for (const key of parsed.searchParams.keys()) {
    if (key !== 'name' && !SWITCHES.some((name) => name === key)) {
      throw new MailerOptionsError('url', `does not know the parameter ${key}`);
    }
  }
  const auth = readAuth(parsed);
  const ignoreTls = readSwitch(parsed, 'ignoreTLS', false);
  return {
    host,
    port: parsed.port ? Number(parsed.port) : secure ? 465 : 587,
    secure,
    ignoreTls,
    requireTls: !secure && readSwitch(parsed, 'requireTLS', auth !== null && !ignoreTls && !LOOPBACK.has(host)),
    verifyCertificate: readSwitch(parsed, 'rejectUnauthorized', true),
    clientName: parsed.searchParams.get('name'),
    auth,
  };
}

function toUrl(url: string): URL {
  if (!URL.canParse(url)) throw new MailerOptionsError('url', 'is not a URL; expected smtp://user:password@host:port');
  return new URL(url);
}

function readAuth(url: URL): SmtpServerAddress['auth'] {
  if (!url.username && !url.password) return null;
  try {
    return { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  } catch {
    throw new MailerOptionsError('url', 'has a user or password that is not percent-encoded');
  }
}

function readSwitch(url: URL, name: (typeof SWITCHES)[number], fallback: boolean): boolean {
  const value = url.searchParams.get(name);
  if (value === null) return fallback;
  if (value !== 'true' && value !== 'false') throw new MailerOptionsError('url', `${name} must be true or false`);
  return value === 'true';
}
