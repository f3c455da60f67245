import type { IncidentRow } from '@ripen/contracts';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiPages } from '../api/queries';
import { useMay } from '../session/session';
import { type Column, DataTable, More } from '../ui/DataTable';
import { Moment } from '../ui/Moment';
import { Panel } from '../ui/Panel';
import { useFormat } from '../ui/use-format';
import { JourneyRef } from './JourneyRef';
import classes from './settings.module.css';

const REFRESH_MS = 30_000;
const PAGE = 20;

/** What befell the stores, and apart from it the leads that may be one. Each list is not there while it is empty. */
export function IncidentsPanel() {
  if (!useMay()('listIncidents')) return null;
  return (
    <>
      <Incidents group="store" />
      <Incidents group="merge" />
    </>
  );
}

function Incidents({ group }: { readonly group: 'store' | 'merge' }) {
  const { t } = useTranslation();
  const incidents = useApiPages('listIncidents', { query: { group, limit: PAGE } }, { refetchInterval: REFRESH_MS });
  const rows = incidents.rows ?? [];
  const all = useColumns();
  // Most of what befalls a store concerns nobody in particular.
  const columns = rows.some(({ lead }) => lead !== null) ? all : all.filter(({ id }) => id !== 'lead');
  if (rows.length === 0) return null;
  const title = t(`settings.incidents.${group}`);
  return (
    <Panel title={title} flush>
      <DataTable
        label={title}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        stale={incidents.isPlaceholderData}
        footer={
          <More
            shown={rows.length}
            total={incidents.total}
            hasMore={incidents.hasNextPage}
            loading={incidents.isFetchingNextPage}
            load={() => void incidents.fetchNextPage()}
          />
        }
      />
    </Panel>
  );
}

function useColumns(): readonly Column<IncidentRow>[] {
  const { t } = useTranslation();
  const { text } = useFormat();
  return useMemo(
    () => [
      { id: 'what', main: true, header: t('settings.incidents.what'), cell: (row) => text(row.sentence) },
      { id: 'done', header: t('settings.incidents.done'), cell: (row) => text(row.done) },
      {
        id: 'lead',
        header: t('settings.effectLead'),
        cell: ({ lead, other, journey }) => (
          <>
            <LeadRef lead={lead} />
            {other === null ? null : (
              <>
                {' · '}
                <LeadRef lead={other} />
              </>
            )}
            {journey === null ? null : (
              <>
                {' · '}
                <JourneyRef journey={journey} />
              </>
            )}
          </>
        ),
      },
      { id: 'at', header: t('settings.effectAt'), align: 'end', cell: (row) => <Moment at={row.at} /> },
    ],
    [t, text],
  );
}

function LeadRef({ lead }: { readonly lead: IncidentRow['lead'] }) {
  const { t } = useTranslation();
  if (lead === null) return <span className={classes.quiet}>–</span>;
  return (
    <Link to="/leads/$leadId" params={{ leadId: lead.id }}>
      {lead.displayName ?? t('common.anonymous')}
    </Link>
  );
}
