import { HOUR, type ZoneId } from '@ripen/domain';
import { type SlaPolicy, type Weekday } from './policy';

const WORKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];
const WORKDAY = 8 * HOUR;

/** The policy that a new workspace starts with: Monday to Friday, 9 to 17 in `zone`, no holidays. */
export function DEFAULT_POLICY(zone: ZoneId): SlaPolicy {
  return {
    calendar: {
      zone,
      always: false,
      hours: Object.fromEntries(WORKDAYS.map((weekday) => [weekday, [{ from: '09:00', to: '17:00' }]])),
      holidays: [],
    },
    accept: { durationMs: 4 * HOUR, remindAt: 50, warnAt: 80 },
    contact: { durationMs: 8 * HOUR, remindAt: 50, warnAt: 80 },
    feedback: { durationMs: 10 * WORKDAY, remindAt: 50, warnAt: 80 },
    rounds: 1,
    poolMs: 5 * WORKDAY,
  };
}
