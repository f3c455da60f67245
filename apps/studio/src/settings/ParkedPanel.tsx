import { Button, Group } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { ParkedRow } from '@ripen/contracts';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiAction, useApiPages } from '../api/queries';
import { type Column, DataTable, More } from '../ui/DataTable';
import { Moment } from '../ui/Moment';
import { notifyDone, notifyFailure } from '../ui/notices';
import { Panel } from '../ui/Panel';
import { useFormat } from '../ui/use-format';
import { JourneyRef } from './JourneyRef';

const REFRESH_MS = 5_000;

/** Leads whose journey or handoff was stopped because something could not be decided. Not there while there are none. */
export function ParkedPanel() {
  const { t } = useTranslation();
  const parked = useApiPages('listParked', { query: { limit: 50 } }, { refetchInterval: REFRESH_MS });
  const columns = useColumns();
  const rows = parked.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <Panel title={t('settings.parkedTitle')} flush>
      <DataTable
        label={t('settings.parkedTitle')}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        stale={parked.isPlaceholderData}
        footer={
          <More
            shown={rows.length}
            total={parked.total}
            hasMore={parked.hasNextPage}
            loading={parked.isFetchingNextPage}
            load={() => void parked.fetchNextPage()}
          />
        }
      />
    </Panel>
  );
}

function useColumns(): readonly Column<ParkedRow>[] {
  const { t } = useTranslation();
  const { text } = useFormat();
  return useMemo(
    () => [
      {
        id: 'lead',
        header: t('settings.effectLead'),
        main: true,
        cell: (row) => (
          <Link to="/leads/$leadId" params={{ leadId: row.lead.id }}>
            {row.lead.displayName ?? t('common.anonymous')}
          </Link>
        ),
      },
      { id: 'where', header: t('settings.parkedWhere'), cell: (row) => <Where row={row} /> },
      {
        id: 'reason',
        header: t('settings.effectReason'),
        cell: (row) => <span title={row.code ?? undefined}>{text(row.reason)}</span>,
      },
      { id: 'at', header: t('settings.effectAt'), align: 'end', cell: (row) => <Moment at={row.at} /> },
      {
        id: 'decide',
        header: t('settings.effectDecide'),
        quiet: true,
        align: 'end',
        cell: (row) => <ParkedChoices row={row} />,
      },
    ],
    [t, text],
  );
}

function Where({ row: { journey } }: { readonly row: ParkedRow }) {
  const { t } = useTranslation();
  if (journey === null) return <>{t('settings.parkedHandoff')}</>;
  return <JourneyRef journey={journey} />;
}

function ParkedChoices({ row }: { readonly row: ParkedRow }) {
  const { t } = useTranslation();
  const resumeJourney = useApiAction('resumeEnrollment', ['listParked', 'getEnrollment', 'getLead']);
  const resumeHandoff = useApiAction('resumeHandoff', ['listParked', 'getHandoff', 'getLead']);
  const end = useApiAction('endEnrollment', ['listParked', 'getEnrollment', 'getLead']);
  const resume = row.subject === 'enrollment' ? resumeJourney : resumeHandoff;
  const params = { id: row.id };
  const ask = (): void => {
    modals.openConfirmModal({
      title: t('settings.parkedEnd'),
      children: t('settings.parkedEndConfirm', {
        name: row.lead.displayName ?? t('common.anonymous'),
        journey: row.journey?.name ?? '',
      }),
      labels: { confirm: t('settings.parkedEnd'), cancel: t('common.cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () =>
        end.mutate({ params }, { onError: notifyFailure, onSuccess: () => notifyDone(t('settings.parkedEnded')) }),
    });
  };
  return (
    <Group gap={6} wrap="nowrap" justify="flex-end">
      {row.choices.includes('resume') ? (
        <Button
          size="compact-xs"
          variant="default"
          loading={resume.isPending}
          onClick={() =>
            resume.mutate(
              { params },
              { onError: notifyFailure, onSuccess: () => notifyDone(t('settings.parkedResumed')) },
            )
          }
        >
          {t('settings.parkedResume')}
        </Button>
      ) : null}
      {row.choices.includes('end') ? (
        <Button size="compact-xs" variant="default" loading={end.isPending} onClick={ask}>
          {t('settings.parkedEnd')}
        </Button>
      ) : null}
    </Group>
  );
}
