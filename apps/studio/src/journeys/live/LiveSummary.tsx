import type { NodeCounts } from '@ripen/contracts';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { Panel } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/use-format';
import classes from './live.module.css';

interface SummaryProps {
  readonly counts: NodeCounts | null;
  readonly isStale: boolean;
}

/** The journey as a whole: how many are inside and how many have left; and whether the figures are still live. */
export function LiveSummary({ counts, isStale }: SummaryProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  return (
    <Panel position="top-right" className={classes.summary}>
      {counts && (
        <span>
          <strong>{count(counts.active)}</strong> {t('journeys.live.inside')} · <strong>{count(counts.ended)}</strong>{' '}
          {t('journeys.live.left')}
        </span>
      )}
      <span className={classes.pulse} data-stale={isStale || undefined} role="status">
        {isStale && <IconPlugConnectedX size={14} aria-hidden />}
        {t(isStale ? 'common.stale' : 'journeys.live.live')}
      </span>
    </Panel>
  );
}
