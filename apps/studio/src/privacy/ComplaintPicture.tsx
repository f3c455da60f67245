import type { MailDelivery } from '@ripen/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/use-format';
import classes from './privacy.module.css';

const WIDTH = 720;
const HEIGHT = 120;
const CEILING = 8;

/** Complaints per thousand by day, with the line from which it warns. A day without mail has no bar. */
export function ComplaintPicture({ delivery: { days, rules } }: { readonly delivery: MailDelivery }) {
  const { t } = useTranslation();
  const { count, day } = useFormat();
  const rates = days.map(({ sent, complaints }) => (sent === 0 ? 0 : (complaints * 1_000) / sent));
  const top = Math.max(rules.warnPermille * 1.5, ...rates);
  const y = (rate: number): number => HEIGHT - (rate / top) * (HEIGHT - CEILING);
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
    <figure className={classes.figure}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className={classes.picture}
        role="img"
        aria-label={label}
      >
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
              height={HEIGHT - y(rate)}
            >
              <title>{`${day(one.day)}: ${count(one.complaints)} / ${count(one.sent)}`}</title>
            </rect>
          );
        })}
        <line className={classes.line} x1={0} x2={WIDTH} y1={line} y2={line} />
      </svg>
      <figcaption className={classes.caption}>
        <span>{day(days[0]?.day ?? '')}</span>
        <span className={classes.warned}>
          {t('consent.delivery.warnLine')} {count(rules.warnPermille)} ‰
        </span>
        <span>{day(days.at(-1)?.day ?? '')}</span>
      </figcaption>
    </figure>
  );
}
