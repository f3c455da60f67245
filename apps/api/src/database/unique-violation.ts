import { errorCode } from '@ripen/persistence';

const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';

/** Whether a statement failed because such a row exists; the repository wraps the driver's error. */
export function isUniqueViolation(error: unknown): boolean {
  return sqlState(error) === UNIQUE_VIOLATION;
}

/** Whether a statement failed because another row refers to this one, or names one that is not there. */
export function isForeignKeyViolation(error: unknown): boolean {
  return sqlState(error) === FOREIGN_KEY_VIOLATION;
}

function sqlState(error: unknown): string | null {
  if (typeof error === 'object' && error !== null && 'driverError' in error) return errorCode(error.driverError);
  return errorCode(error);
}
