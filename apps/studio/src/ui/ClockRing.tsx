import type { CountdownShape, SlaClockShape } from '@ripen/contracts';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/use-language';
import { useZone } from '../session/session';
import classes from './clock-ring.module.css';
import { clockFace } from './clock-face';
import { exactInstant, shortDuration } from './instant';
import { useNow } from './use-now';

const RADIUS = 8;
const TURN = 2 * Math.PI * RADIUS;

interface ClockRingProps {
  readonly clock: CountdownShape & Partial<Pick<SlaClockShape, 'clock'>>;
  readonly brief?: boolean;
}

/** A countdown: the ring empties as time runs out; the words say what is owed, or that the pool lets it go, and how long is left. */
export function ClockRing({ clock, brief = false }: ClockRingProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const zone = useZone();
  const face = clockFace(clock, useNow('second'));
  const duration = shortDuration(Math.abs(face.leftMs), language);
  const words = face.state === 'breached' ? t('worklist.overdue', { duration }) : duration;
  const what = clock.clock === undefined ? t('worklist.expires') : t(`words.clock.${clock.clock}`);
  const title = `${what} · ${t(`words.clockState.${face.state}`)} · ${exactInstant(clock.dueAt, { language, zone })}`;
  return (
    <span className={classes.clock} data-state={face.state} title={title}>
      <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
        <circle cx="10" cy="10" r={RADIUS} className={classes.track} />
        {face.state === 'breached' ? (
          <path d="M10 5.5v5.2M10 13.7v.6" className={classes.bang} />
        ) : (
          <circle
            cx="10"
            cy="10"
            r={RADIUS}
            className={classes.left}
            strokeDasharray={`${TURN * face.leftShare} ${TURN}`}
            transform="rotate(-90 10 10)"
          />
        )}
      </svg>
      <span>
        {brief ? null : <span className={classes.what}>{what} </span>}
        {words}
        <span className="visually-hidden"> {t(`words.clockState.${face.state}`)}</span>
      </span>
    </span>
  );
}
