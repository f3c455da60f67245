import type { SlaClockShape } from '@ripen/contracts';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/use-language';
import { useZone } from '../session/session';
import classes from './clock-ring.module.css';
import { clockFace } from './clock-face';
import { exactInstant, shortDuration } from './instant';
import { useNow } from './use-now';

const RADIUS = 8;
const TURN = 2 * Math.PI * RADIUS;

/** An SLA clock: the ring empties as time runs out; the words say what is owed and how long is left. */
export function ClockRing({ clock, brief = false }: { readonly clock: SlaClockShape; readonly brief?: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const zone = useZone();
  const face = clockFace(clock, useNow('second'));
  const duration = shortDuration(Math.abs(face.leftMs), language);
  const words = face.state === 'breached' ? t('worklist.overdue', { duration }) : duration;
  const title = `${t(`words.clock.${clock.clock}`)} · ${t(`words.clockState.${face.state}`)} · ${exactInstant(clock.dueAt, { language, zone })}`;
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
        {brief ? null : <span className={classes.what}>{t(`words.clock.${clock.clock}`)} </span>}
        {words}
        <span className="visually-hidden"> {t(`words.clockState.${face.state}`)}</span>
      </span>
    </span>
  );
}
