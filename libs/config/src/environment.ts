import { isIP } from 'node:net';
import { z } from 'zod';

const SECRET_LENGTH = 32;

const flag = z.enum(['true', 'false'], 'must be "true" or "false"').transform((text) => text === 'true');

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number')
  .transform(Number)
  .refine((number) => number >= 1 && number <= 65535, 'must be a port number between 1 and 65535');

const text = z.string();

const required = 'is not set';

const urlOf = (protocols: readonly string[]) =>
  z.string(required).refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    message: `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

const network = z.string().refine((entry) => {
  const [address = '', bits = '0'] = entry.split('/');
  return isIP(address) !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (isIP(address) === 4 ? 32 : 128);
}, 'must be addresses and networks such as 10.1.2.3 and 10.0.0.0/8, separated by commas');

const networks = z
  .string()
  .transform((list) => list.split(',').map((entry) => entry.trim()))
  .pipe(z.array(network));

export const postgresUrl = urlOf(['postgres:', 'postgresql:']);

/** Every variable that Ripen reads, as it stands in the environment. The README's settings table is this list. */
export const environmentSchema = z.object({
  PORT: port.default(3000),
  RIPEN_PUBLIC_URL: urlOf(['http:', 'https:'])
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  DATABASE_URL: postgresUrl,
  TEMPORAL_ADDRESS: z.string(required).regex(/^[^\s/]+:\d{1,5}$/, 'must be host:port, without a scheme'),
  TEMPORAL_NAMESPACE: text.default('default'),
  TEMPORAL_TLS: flag.optional(),
  TEMPORAL_API_KEY: text.optional(),
  SMTP_URL: urlOf(['smtp:', 'smtps:']).optional(),
  RIPEN_INBOX_PORT: port.optional(),
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>]*<[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/, 'must be an address, or a name and an <address>')
    .optional(),
  RIPEN_DATA_DIR: text.default('.ripen'),
  RIPEN_SECRET: z.string(required).min(SECRET_LENGTH, `must have at least ${SECRET_LENGTH} characters`),
  RIPEN_ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
  RIPEN_ADMIN_PASSWORD: z.string().min(8, 'must have at least 8 characters').optional(),
  RIPEN_EXAMPLE: flag.optional(),
  RIPEN_WRITE_KEY: z.string().min(8, 'must have at least 8 characters').optional(),
  RIPEN_API_KEY: z.string().min(8, 'must have at least 8 characters').optional(),
  RIPEN_OUTBOUND_ALLOW: networks.default([]),
  RIPEN_EMBEDDED: flag.default(false),
  RIPEN_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be a level such as "info"')
    .default('info'),
});

export type Environment = z.output<typeof environmentSchema>;

/** Variables that are only good together. Asked apart from the schema, so that these are named along with the others. */
export function missingPartners(env: Readonly<Record<string, string>>): { variable: string; message: string }[] {
  const problems: { variable: string; message: string }[] = [];
  if (!env.SMTP_URL && !env.RIPEN_INBOX_PORT) {
    problems.push({
      variable: 'SMTP_URL',
      message: 'is not set; name a mail server, or set RIPEN_INBOX_PORT for the built-in mailbox',
    });
  }
  if (env.RIPEN_ADMIN_EMAIL && !env.RIPEN_ADMIN_PASSWORD) {
    problems.push({ variable: 'RIPEN_ADMIN_PASSWORD', message: 'is not set, but RIPEN_ADMIN_EMAIL is' });
  }
  if (env.RIPEN_ADMIN_PASSWORD && !env.RIPEN_ADMIN_EMAIL) {
    problems.push({ variable: 'RIPEN_ADMIN_EMAIL', message: 'is not set, but RIPEN_ADMIN_PASSWORD is' });
  }
  return problems;
}
