import { DAY, type EpochMs } from '@ripen/domain';
import { businessDays } from './business-days';
import type { BusinessCalendar } from './policy';

/** Days that a search looks ahead. More than the longest closed stretch that a valid calendar can have (2,000 holidays, one open weekday). */
const HORIZON_DAYS = 20_000;

export const BUSINESS_TIME_ERRORS = ['calendar_never_opens', 'beyond_horizon', 'bad_duration'] as const;
export type BusinessTimeError = (typeof BUSINESS_TIME_ERRORS)[number];

export type BusinessTimeResult =
  { readonly ok: true; readonly at: EpochMs } | { readonly ok: false; readonly code: BusinessTimeError };

/**
 * The earliest instant at which `durationMs` of business time has passed since `from`. Work that ends with the day is due at closing
 * time, not at the next opening; a duration of 0 is due at `from`. Additive: add(a, x + y) = add(add(a, x), y).
 * `durationMs`: whole milliseconds, 0 or more. `calendar` is a value: whoever changes it passes a new object.
 */
export function addBusinessTime(from: EpochMs, durationMs: number, calendar: BusinessCalendar): BusinessTimeResult {
  if (!Number.isSafeInteger(durationMs) || durationMs < 0) return { ok: false, code: 'bad_duration' };
  if (calendar.always || durationMs === 0) return { ok: true, at: from + durationMs };
  const days = businessDays(calendar);
  if (!days.opensAtAll) return { ok: false, code: 'calendar_never_opens' };
  if (durationMs > (days.weeklyMs * HORIZON_DAYS) / 7) return { ok: false, code: 'beyond_horizon' };
  let left = durationMs;
  const first = dayBefore(from);
  for (let day = first; day < first + HORIZON_DAYS; day += 1) {
    for (const window of days.windowsOf(day)) {
      if (window.end <= from) continue;
      const open = Math.max(window.start, from);
      if (window.end - open >= left) return { ok: true, at: open + left };
      left -= window.end - open;
    }
  }
  return { ok: false, code: 'beyond_horizon' };
}

/** Business milliseconds from `a` to `b`; negative when `b` is before `a`. */
export function businessTimeBetween(a: EpochMs, b: EpochMs, calendar: BusinessCalendar): number {
  if (b < a) return -businessTimeBetween(b, a, calendar);
  if (calendar.always) return b - a;
  const days = businessDays(calendar);
  if (!days.opensAtAll) return 0;
  let sum = 0;
  for (let day = dayBefore(a); day <= dayAfter(b); day += 1) {
    for (const window of days.windowsOf(day)) sum += Math.max(0, Math.min(window.end, b) - Math.max(window.start, a));
  }
  return sum;
}

/** Whether business time runs at this instant. Windows are half-open: closed at closing time. */
export function isOpen(at: EpochMs, calendar: BusinessCalendar): boolean {
  if (calendar.always) return true;
  const days = businessDays(calendar);
  for (let day = dayBefore(at); day <= dayAfter(at); day += 1) {
    if (days.windowsOf(day).some((window) => window.start <= at && at < window.end)) return true;
  }
  return false;
}

// A local date begins at most 14 hours before and ends at most 12 hours after the same date in UTC, so an instant's local date is its
// UTC date or a neighbour: no zone conversion is needed to know where to look.
function dayBefore(at: EpochMs): number {
  return Math.floor(at / DAY) - 1;
}
function dayAfter(at: EpochMs): number {
  return Math.floor(at / DAY) + 1;
}
