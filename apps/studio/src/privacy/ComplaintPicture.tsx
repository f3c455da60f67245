import type { MailDelivery } from '@ripen/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/use-format';
import classes from './privacy.module.css';

const WIDTH = 720;
const HEIGHT = 140;
const FLOOR = 116;
const CEILING = 16;

/** Complaints per thousand by day, with the line from which it warns. A day without mail has no bar. */
export function ComplaintPicture({ delivery: { days, rules } }: { readonly delivery: MailDelivery }) {
  const { t } = useTranslation();
  const { count, day } = useFormat();
  const rates = days.map(({ sent, complaints }) => (sent === 0 ? 0 : (complaints * 1_000) / sent));
  const top = Math.max(rules.warnPermille * 1.5, ...rates);
  const y = (rate: number): number => FLOOR - (rate / top) * (FLOOR - CEILING);
  const step = WIDTH / Math.max(days.length, 1);
  const total = (key: 'sent' | 'bounced' | 'complaints'): string => count(days.reduce((sum, one) => sum + one[key], 0));
  const line = y(rules.warnPermille);
  const label = t('consent.delivery.rateLabel', {
    sent: total('sent'),
    bounced: total('bounced'),
    complaints: total('complaints'),
    line: count(rules.warnPermille),
  });
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={classes.picture} role="img" aria-label={label}>
      {days.map((one, index) => {
        const rate = rates[index] ?? 0;
        return (
          <rect
            key={one.day}
            className={classes.bar}
            data-over={rate > rules.warnPermille || undefined}
            x={index * step + 2}
            width={Math.max(step - 4, 2)}
            y={y(rate)}
            height={FLOOR - y(rate)}
          >
            <title>{`${day(one.day)}: ${count(one.sent)} / ${count(one.complaints)}`}</title>
          </rect>
        );
      })}
      <line className={classes.axis} x1={0} x2={WIDTH} y1={FLOOR} y2={FLOOR} />
      <line className={classes.line} x1={0} x2={WIDTH} y1={line} y2={line} />
      <text className={classes.label} x={4} y={line - 5}>
        {t('consent.delivery.warnLine')} {count(rules.warnPermille)} ‰
      </text>
      <text className={classes.label} x={0} y={HEIGHT - 6}>
        {day(days[0]?.day ?? '')}
      </text>
      <text className={classes.label} x={WIDTH} y={HEIGHT - 6} textAnchor="end">
        {day(days.at(-1)?.day ?? '')}
      </text>
    </svg>
  );
}
