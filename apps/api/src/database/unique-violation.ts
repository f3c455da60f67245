import { errorCode } from '@ripen/persistence';

const UNIQUE_VIOLATION = '23505';

/** Whether a statement failed because such a row exists; the repository wraps the driver's error. */
export function isUniqueViolation(error: unknown): boolean {
  return sqlState(error) === UNIQUE_VIOLATION;
}

function sqlState(error: unknown): string | null {
  if (typeof error === 'object' && error !== null && 'driverError' in error) return errorCode(error.driverError);
  return errorCode(error);
}
