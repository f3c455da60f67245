import { randomBytes } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';

/** Made here, one for each installation. Letters, digits, "-" and "_" only, so that they stand in a URL as they are. */
export const SECRETS = Object.freeze([
  'POSTGRES_PASSWORD',
  'RIPEN_DB_PASSWORD',
  'TEMPORAL_DB_PASSWORD',
  'RIPEN_SECRET',
]);
const SECRET_BYTES = 32;

/** What only people know. Until it is given it stands in the file as a comment. */
export const QUESTIONS = Object.freeze({
  SMTP_URL: { comment: 'Your mail server.', example: 'smtps://user:password@mail.example.com:465' },
  RIPEN_PUBLIC_URL: { comment: 'How browsers and mail readers reach Ripen.', example: 'https://ripen.example.com' },
});

const SIMPLE = /^[\w.:/@%+,=?&~-]*$/;

/**
 * The variables of a .env file. Comments, empty lines and anything that is no assignment are passed over.
 * @param {string} text
 * @returns {Record<string, string>}
 */
export function parseEnvFile(text) {
  const found = [...text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*(.*?)[ \t]*$/gm)];
  return Object.fromEntries(found.map(([, name, value]) => [name, unquoted(value)]));
}

/** @param {string} value */
function unquoted(value) {
  if (/^'[^']*'$/.test(value)) return value.slice(1, -1);
  if (/^".*"$/.test(value)) return value.slice(1, -1).replaceAll(/\\(["\\$])/g, '$1');
  return value.replace(/[ \t]+#.*$/, '');
}

/**
 * Adds to a .env file what is missing in it: a random text for every secret, and what is given. Nothing that stands there is changed.
 * @param {string} file made, for its owner alone, where there is none
 * @param {Record<string, string>} [given]
 * @returns {Promise<{ added: string[], kept: string[], missing: string[], refused: string[] }>} kept: secrets that were there; missing: what
 *   a person still has to write; refused: given, but the file says something else
 */
export async function writeEnvFile(file, given = {}) {
  const text = await readFile(file, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const known = parseEnvFile(text);
  const isNew = (/** @type {string} */ name) => !known[name];
  const secrets = SECRETS.filter((name) => isNew(name) && given[name] === undefined);
  const values = {
    ...Object.fromEntries(secrets.map((name) => [name, randomBytes(SECRET_BYTES).toString('base64url')])),
    ...Object.fromEntries(Object.entries(given).filter(([name]) => isNew(name))),
  };
  const missing = Object.keys(QUESTIONS).filter((name) => isNew(name) && !values[name]);
  const lines = [
    ...Object.entries(values).map(([name, value]) => `${name}=${quoted(value)}`),
    ...missing.filter((name) => !text.includes(`# ${name}=`)).map(commented),
  ];
  if (lines.length > 0) await append(file, `${text === '' || text.endsWith('\n') ? '' : '\n'}${lines.join('\n')}\n`);
  return {
    added: Object.keys(values),
    kept: SECRETS.filter((name) => !isNew(name)),
    missing,
    refused: Object.keys(given).filter((name) => !isNew(name) && known[name] !== given[name]),
  };
}

/** @param {string} value */
function quoted(value) {
  if (SIMPLE.test(value)) return value;
  if (!value.includes("'") && !value.includes('\n')) return `'${value}'`;
  throw new TypeError('A value with an apostrophe or a line break does not fit into a .env file.');
}

/** @param {string} name */
function commented(name) {
  return `# ${QUESTIONS[name].comment}\n# ${name}=${QUESTIONS[name].example}`;
}

/** At its end, and never anything else: what stands there stays, whatever happens. */
async function append(file, text) {
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.writeFile(text);
    await handle.chmod(0o600);
  } finally {
    await handle.close();
  }
}
