import { ActionIcon, Button, Group } from '@mantine/core';
import type { Lap } from '@ripen/contracts';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '../ui/notices';
import classes from './first-lap.module.css';
import { GUIDE_ID } from './FirstLapSkip';
import { lapTime } from './lap-words';
import { LapStepItem } from './LapStepItem';
import { useAnnouncement } from './use-announcement';
import { useFirstLap } from './use-first-lap';

/** Beside the screens: what to do next on the first lap. It ticks off by itself what has really happened. */
export function FirstLapGuide() {
  const { lap, dismissed, change } = useFirstLap();
  if (lap === null || dismissed) return null;
  return (
    <>
      <Guide lap={lap} change={change} />
      <div className={classes.room} />
    </>
  );
}

interface GuideProps {
  readonly lap: Lap;
  readonly change: ReturnType<typeof useFirstLap>['change'];
}

function Guide({ lap, change }: GuideProps) {
  const { t } = useTranslation();
  const id = useId();
  const [isWhole, setWhole] = useState(false);
  const said = useAnnouncement(lap);
  const isOver = lap.steps.every(({ state }) => state === 'done');
  const putAside = (): void => {
    change({ dismissed: true });
    if (!isOver) notifyDone(t('lap.asideDone'));
  };
  return (
    <aside id={GUIDE_ID} tabIndex={-1} className={classes.guide} aria-labelledby={id} data-whole={isWhole || undefined}>
      <header className={classes.head}>
        <div>
          <h2 id={id}>{t('lap.title')}</h2>
          <p>{t('lap.lead')}</p>
        </div>
        <Group gap={4} wrap="nowrap">
          <ActionIcon
            className={classes.unfold}
            aria-label={t(isWhole ? 'lap.hide' : 'lap.show')}
            aria-expanded={isWhole}
            onClick={() => setWhole(!isWhole)}
          >
            {isWhole ? <IconChevronDown size={18} /> : <IconChevronUp size={18} />}
          </ActionIcon>
          <ActionIcon aria-label={t('lap.aside')} title={t('lap.aside')} onClick={putAside}>
            <IconX size={18} />
          </ActionIcon>
        </Group>
      </header>
      <Progress lap={lap} />
      <ol className={classes.steps}>
        {lap.steps.map((step, index) => (
          <LapStepItem key={step.key} step={step} number={index + 1} lap={lap} />
        ))}
      </ol>
      {isOver ? <Over lap={lap} change={change} /> : null}
      {lap.closedAs === null ? null : (
        <Button variant="default" size="xs" className={classes.again} onClick={() => change({ again: true })}>
          {t('lap.again')}
        </Button>
      )}
      <p className="visually-hidden" role="status" aria-live="polite">
        {said}
      </p>
    </aside>
  );
}

function Progress({ lap }: { readonly lap: Lap }) {
  const { t } = useTranslation();
  const done = lap.steps.filter(({ state }) => state === 'done').length;
  return (
    <div className={classes.progress}>
      <span className={classes.bar} aria-hidden>
        {lap.steps.map(({ key, state }) => (
          <span key={key} data-state={state} />
        ))}
      </span>
      <span>{t('lap.progress', { done, all: lap.steps.length })}</span>
    </div>
  );
}

function Over({ lap, change }: GuideProps) {
  const { t } = useTranslation();
  const time = lapTime(lap);
  return (
    <div className={classes.over}>
      <h3>{t('lap.over')}</h3>
      {time === null ? null : <p>{t('lap.overText', { time: t('lap.minutes', time) })}</p>}
      <Group gap="xs">
        <Button size="xs" onClick={() => change({ dismissed: true })}>
          {t('lap.close')}
        </Button>
        <Button size="xs" variant="default" onClick={() => change({ again: true })}>
          {t('lap.again')}
        </Button>
      </Group>
    </div>
  );
}
