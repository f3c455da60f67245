import { type Fill, NEARLY_FULL, type Readiness } from '@ripen/contracts';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../ui/Panel';
import { useFormat } from '../ui/use-format';
import classes from './envelope.module.css';

const SIDES = ['openJourneys', 'wakeUpsPerSecond'] as const;

/** How full the servers are that came with Ripen: a bar each, with a mark where it is time to think of larger ones. */
export function EnvelopePanel({ envelope }: { readonly envelope: Readiness['envelope'] }) {
  const { t } = useTranslation();
  if (envelope === null) return null;
  const fullest = (['over', 'near'] as const).find((one) => SIDES.some((side) => envelope[side].fullness === one));
  return (
    <Panel title={t('settings.envelope.title')}>
      <div className={classes.sides}>
        {SIDES.map((side) => (
          <Side key={side} side={side} fill={envelope[side]} />
        ))}
      </div>
      {fullest === undefined ? (
        <p className={classes.hint}>{t('settings.envelope.hint')}</p>
      ) : (
        <p className={classes.warning} data-fullness={fullest} role="status">
          <IconAlertTriangle size={20} stroke={1.75} aria-hidden />
          <span>{t(`settings.envelope.${fullest}`)}</span>
        </p>
      )}
    </Panel>
  );
}

function Side({ side, fill }: { readonly side: (typeof SIDES)[number]; readonly fill: Fill }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const id = useId();
  const { now, supported, fullness } = fill;
  // Beyond what is supported the mark is the limit itself, and shows how far beyond.
  const scale = Math.max(supported, now ?? 0);
  const mark = fullness === 'over' ? supported / scale : NEARLY_FULL;
  const figure = now === null ? '–' : count(now);
  return (
    <div>
      <div className={classes.words}>
        <span id={id}>{t(`settings.envelope.${side}`)}</span>
        <span className={classes.figure}>
          <strong>{figure}</strong> {t('settings.envelope.of', { supported: count(supported) })}
        </span>
      </div>
      <div
        className={classes.track}
        data-fullness={fullness ?? undefined}
        role="meter"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={supported}
        aria-valuenow={Math.min(now ?? 0, supported)}
        aria-valuetext={`${figure} ${t('settings.envelope.of', { supported: count(supported) })}`}
      >
        <div className={classes.fill} style={{ inlineSize: `${(100 * (now ?? 0)) / scale}%` }} />
        <div className={classes.mark} style={{ insetInlineStart: `${100 * mark}%` }} />
      </div>
    </div>
  );
}
