import { Problem } from '../problem.mjs';

const REFERENCE = /\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-?])([^}]*))?\})/g;

/**
 * Compose's own rules: $NAME, ${NAME}, ${NAME:-default}, ${NAME-default}, ${NAME:?words}, ${NAME?words}, and $$ for a dollar.
 * @param {string} text
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export function interpolate(text, env) {
  return text.replaceAll(REFERENCE, (...[whole, plain, braced, how = '', rest = '']) => {
    if (whole === '$$') return '$';
    const name = plain ?? braced;
    const value = env[name];
    const isMissing = how.startsWith(':') ? !value : value === undefined;
    if (!isMissing) return value ?? '';
    if (how.endsWith('?')) throw new Problem(`${name}: ${rest}`);
    return how.endsWith('-') ? rest : '';
  });
}

/**
 * The same for every text in a parsed file.
 * @param {unknown} value
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {unknown}
 */
export function interpolateAll(value, env) {
  if (typeof value === 'string') return interpolate(value, env);
  if (Array.isArray(value)) return value.map((item) => interpolateAll(item, env));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, interpolateAll(item, env)]));
}
