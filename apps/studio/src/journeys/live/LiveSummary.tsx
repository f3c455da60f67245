import type { NodeCounts } from '@ripen/contracts';
import type { JourneyGraph } from '@ripen/journey';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Panel } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/queries';
import { useFormat } from '../../ui/use-format';
import { elsewhere } from './elsewhere';
import classes from './live.module.css';

interface SummaryProps {
  readonly journeyId: string;
  /** What is drawn: the live version. */
  readonly graph: JourneyGraph;
  readonly counts: NodeCounts | null;
  readonly isStale: boolean;
}

/** The journey as a whole: how many are inside and how many have left; and whether the figures are still live. */
export function LiveSummary({ journeyId, graph, counts, isStale }: SummaryProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const hidden = counts ? elsewhere(counts, graph) : 0;
  return (
    <Panel position="top-right" className={classes.summary}>
      {counts && (
        <span>
          <strong>{count(counts.active)}</strong> {t('journeys.live.inside')} · <strong>{count(counts.ended)}</strong>{' '}
          {t('journeys.live.left')}
        </span>
      )}
      {hidden > 0 && <OlderVersions journeyId={journeyId} hidden={hidden} />}
      <span className={classes.pulse} data-stale={isStale || undefined} role="status">
        {isStale && <IconPlugConnectedX size={14} aria-hidden />}
        {t(isStale ? 'common.stale' : 'journeys.live.live')}
      </span>
    </Panel>
  );
}

/** People who stand at steps that the live version does not draw, and the way to them. */
function OlderVersions({ journeyId, hidden }: { journeyId: string; hidden: number }) {
  const { t } = useTranslation();
  const versions = useApi('listVersions', { params: { id: journeyId } });
  const version = versions.data?.items.find((item) => !item.live && item.active > 0)?.version;
  return (
    <Link
      to="/journeys/$journeyId"
      params={{ journeyId }}
      search={{ mode: 'history', version }}
      className={classes.older}
    >
      {t('journeys.live.older', { count: hidden })}
    </Link>
  );
}
