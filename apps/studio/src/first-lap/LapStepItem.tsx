import type { Lap, LapStep } from '@ripen/contracts';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/use-format';
import classes from './first-lap.module.css';
import { deedsToShow, textKeyOf } from './lap-words';
import { PlaceLink } from './PlaceLink';

interface StepProps {
  readonly step: LapStep;
  readonly number: number;
  readonly lap: Lap;
}

export function LapStepItem({ step, number, lap }: StepProps) {
  const { t } = useTranslation();
  const isDone = step.state === 'done';
  return (
    <li className={classes.step} data-state={step.state} aria-current={step.state === 'current' ? 'step' : undefined}>
      <span className={classes.mark}>
        {isDone ? <IconCheck size={14} stroke={3} aria-hidden /> : <span aria-hidden>{number}</span>}
      </span>
      <div className={classes.stepBody}>
        <p className={classes.stepTitle}>
          {t(`lap.${step.key}.title`)}
          {isDone ? <span className="visually-hidden"> ({t('lap.done')})</span> : null}
        </p>
        {isDone && step.place?.to === 'studio' ? (
          <PlaceLink place={step.place}>{t(`lap.${step.key}.see`)}</PlaceLink>
        ) : null}
        {step.state === 'current' ? <AtHand step={step} lap={lap} /> : null}
      </div>
    </li>
  );
}

/** What the one step at hand is about, and the way there. */
function AtHand({ step, lap }: { readonly step: LapStep; readonly lap: Lap }) {
  const { t } = useTranslation();
  const { points } = useFormat();
  const values = {
    owner: lap.ownerName ?? '',
    points: points(lap.lead?.pointsMilli ?? 0),
    needed: points(lap.ripeFromMilli ?? 0),
  };
  const isRipening = step.key === 'ripen' && lap.ripeFromMilli !== null && lap.lead?.stage !== 'sales_ready';
  const place = placeAtHand(step, lap);
  return (
    <>
      <p className={classes.text}>{t(textKeyOf(step, lap), values)}</p>
      {isRipening ? <Deeds lap={lap} /> : null}
      {place === null ? null : (
        <PlaceLink place={place} primary={!isRipening}>
          {t(`lap.${isRipening ? 'journey' : step.key}.action`)}
        </PlaceLink>
      )}
    </>
  );
}

/** While somebody ripens, the place to be is the live canvas; where the model refuses, their own page. */
function placeAtHand(step: LapStep, { steps, lead, ripeFromMilli }: Lap): LapStep['place'] {
  if (step.key === 'ripen' && ripeFromMilli !== null) return steps.find(({ key }) => key === 'journey')?.place ?? null;
  if (step.key === 'journey' && lead !== null) return { to: 'studio', href: `/leads/${lead.id}` };
  return step.place;
}

function Deeds({ lap }: { readonly lap: Lap }) {
  const { t } = useTranslation();
  const { points } = useFormat();
  return (
    <ul className={classes.deeds}>
      {deedsToShow(lap).map((deed) => (
        <li key={deed.key} data-done={deed.done || undefined}>
          {deed.done || deed.place === null ? (
            <span>
              {t(`lap.deed.${deed.key}`)}
              {deed.done ? <span className="visually-hidden"> ({t('lap.done')})</span> : null}
            </span>
          ) : (
            <PlaceLink place={deed.place}>{t(`lap.deed.${deed.key}`)}</PlaceLink>
          )}
          <span className={classes.gain}>
            {deed.done ? <IconCheck size={14} stroke={3} aria-hidden /> : null}
            {t('lap.points', { points: points(deed.pointsMilli) })}
          </span>
        </li>
      ))}
    </ul>
  );
}
