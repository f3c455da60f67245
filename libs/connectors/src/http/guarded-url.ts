import { GuardedHttpError } from './guarded-http';

/** Ports from 1024 on that speak something else; browsers do not call them either (the fetch standard's list of bad ports). */
const PORTS_OF_OTHERS = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);
const FIRST_FREE_PORT = 1024;
const WEB_PORTS = ['', '80', '443'];

/**
 * A URL that may be called as far as its words go; its addresses are looked at later. Numbers and letters in other spellings are
 * one and the same host afterwards, as the URL standard reads them.
 *
 * @throws GuardedHttpError `url_refused`
 */
export function guardedUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw new GuardedHttpError('url_refused');
  if (url.username !== '' || url.password !== '' || !isWebPort(url.port)) throw new GuardedHttpError('url_refused');
  return url;
}

function isWebPort(port: string): boolean {
  return WEB_PORTS.includes(port) || (Number(port) >= FIRST_FREE_PORT && !PORTS_OF_OTHERS.has(Number(port)));
}
