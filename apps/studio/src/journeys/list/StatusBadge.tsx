import type { JourneyRow } from '@ripen/contracts';
import { IconBroadcast, IconPencil, IconPlayerPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './list.module.css';

const ICONS = { draft: IconPencil, live: IconBroadcast, paused: IconPlayerPause } as const;

/** In which state a journey is, by which version, and whether its draft is ahead. */
export function StatusBadge({ journey }: { journey: Pick<JourneyRow, 'status' | 'liveVersion' | 'draftChanged'> }) {
  const { t } = useTranslation();
  const Icon = ICONS[journey.status];
  return (
    <span className={classes.status}>
      <span className={classes.badge} data-status={journey.status}>
        <Icon size={14} stroke={1.9} aria-hidden />
        {t(`journeys.status.${journey.status}`)}
        {journey.liveVersion !== null && <span>· v{journey.liveVersion}</span>}
      </span>
      {journey.liveVersion !== null && journey.draftChanged && (
        <span className={classes.ahead}>{t('journeys.status.draftAhead')}</span>
      )}
    </span>
  );
}
