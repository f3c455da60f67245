import { types } from 'node:util';

/** SQLSTATEs of others in the way: serialization, deadlock, lock time-out, statement time-out. */
const CONTENTION_STATES = ['40001', '40P01', '55P03', '57014'];
const UNIQUE_VIOLATION = '23505';
/** Unique indexes that are looked at before they are written, without a lock that could hold others off. */
const RACED_FOR = ['lead_email', 'lead_identity_pkey'];
/** SQLSTATEs of a database that is away: connection, resources, shutdown and recovery, its disk; a session that it ended for idling. */
const AWAY_CLASSES = ['08', '53', '57P', '58', '25P03'];
const CONNECTION_CODES = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
];
const CONNECTION_MESSAGES = [
  'Connection terminated',
  // The first is a pool's, the second a single client's.
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Client has encountered a connection error',
  'Query read timeout',
];

/** Whether the failure is the database's mood rather than our mistake: the same transaction may simply be tried again. */
export function isRetryable(error: unknown): boolean {
  return isContention(error) || isDatabaseAway(error);
}

/** Others were in the way of this transaction; the next attempt may get through at once. */
export function isContention(error: unknown): boolean {
  if (!types.isNativeError(error)) return false;
  return CONTENTION_STATES.includes(errorCode(error) ?? '') || isLostRace(error);
}

/** Two claimed what only one can have: whoever asks again finds who has it. Any other double is a mistake of ours. */
function isLostRace(error: Error): boolean {
  return errorCode(error) === UNIQUE_VIOLATION && 'constraint' in error && RACED_FOR.includes(String(error.constraint));
}

/** The database cannot be reached, does not answer, or is starting or stopping: the next attempt at once would fail as well. */
export function isDatabaseAway(error: unknown): boolean {
  // Not `instanceof`: the errors of Node's own sockets may be of another realm than ours.
  if (!types.isNativeError(error)) return false;
  const code = errorCode(error) ?? '';
  if (CONNECTION_CODES.includes(code) || AWAY_CLASSES.some((prefix) => code.startsWith(prefix))) return true;
  return CONNECTION_MESSAGES.some((text) => error.message.startsWith(text));
}

/** A code that is safe to store and to log: an SQLSTATE or a system code, never a message (it could quote a row). */
export function errorCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' && /^[A-Z0-9_]{3,40}$/.test(error.code) ? error.code : null;
}
