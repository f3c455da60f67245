import type { WriteKey } from '@ripen/contracts';
import { useNow } from '../ui/use-now';
import classes from './usage-bars.module.css';

const HOUR_MS = 3_600_000;
const HOURS = 24;

/** One bar an hour; what was refused or over the limit stands on top. A picture beside the figures, which say the same. */
export function UsageBars({ usage }: Pick<WriteKey, 'usage'>) {
  const last = Math.floor(useNow() / HOUR_MS) * HOUR_MS;
  const hours = Array.from({ length: HOURS }, (_, index) => {
    const hour = last - (HOURS - 1 - index) * HOUR_MS;
    const found = usage.find((one) => one.hour === hour);
    return { hour, good: found?.events ?? 0, bad: (found?.refused ?? 0) + (found?.throttled ?? 0) };
  });
  const most = Math.max(1, ...hours.map(({ good, bad }) => good + bad));
  const height = (value: number) => `${(value / most) * 100}%`;
  return (
    <div className={classes.bars} aria-hidden>
      {hours.map(({ hour, good, bad }) => (
        <span key={hour} className={classes.hour}>
          <span className={classes.bad} style={{ height: height(bad) }} />
          <span className={classes.good} style={{ height: height(good) }} />
        </span>
      ))}
    </div>
  );
}
