/** SQLSTATEs after which the same transaction may simply be tried again: connection, serialization, deadlock, lock time-out, shutdown. */
const RETRYABLE_CLASSES = ['08', '53', '57P', '58'];
const RETRYABLE_STATES = ['40001', '40P01', '55P03', '57014'];
const CONNECTION_CODES = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
];
const CONNECTION_MESSAGES = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error',
  'Query read timeout',
];

/** Whether the failure is the database's mood rather than our mistake. */
export function isRetryable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = errorCode(error);
  if (code !== null) {
    if (RETRYABLE_STATES.includes(code) || CONNECTION_CODES.includes(code)) return true;
    if (RETRYABLE_CLASSES.some((prefix) => code.startsWith(prefix))) return true;
  }
  return CONNECTION_MESSAGES.some((text) => error.message.startsWith(text));
}

/** A code that is safe to store and to log: an SQLSTATE or a system code, never a message (it could quote a row). */
export function errorCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' && /^[A-Z0-9_]{3,40}$/.test(error.code) ? error.code : null;
}
