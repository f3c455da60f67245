import { Select } from '@mantine/core';
import type { MailReportRow } from '@ripen/contracts';
import { IconMailCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiPages } from '../api/queries';
import { type Column, DataTable, More } from '../ui/DataTable';
import { Moment } from '../ui/Moment';
import { Panel } from '../ui/Panel';
import { Loaded, Note } from '../ui/states';
import { useFormat } from '../ui/use-format';
import classes from './privacy.module.css';

const KINDS = [
  'complaint',
  'hard_bounce',
  'soft_bounce',
  'refused',
  'delayed',
  'delivered',
  'unsubscribe',
  'auto_reply',
  'unsigned',
  'unreadable',
] as const;
const PAGE = 25;
const REFRESH_MS = 30_000;

/** Bounces, complaints and what else came back, newest first. */
export function MailReports() {
  const { t } = useTranslation();
  const [kind, setKind] = useState<(typeof KINDS)[number] | null>(null);
  const query = { limit: PAGE, ...(kind === null ? {} : { kind: [kind] }) };
  const reports = useApiPages('listMailReports', { query }, { refetchInterval: REFRESH_MS });
  const columns = useColumns();
  return (
    <Panel
      flush
      title={t('consent.delivery.reports')}
      aside={
        <Select
          size="xs"
          w={220}
          aria-label={t('consent.delivery.what')}
          placeholder={t('consent.delivery.kinds')}
          clearable
          value={kind}
          onChange={(value) => setKind(KINDS.find((known) => known === value) ?? null)}
          data={KINDS.map((value) => ({ value, label: t(`consent.delivery.kind.${value}`) }))}
        />
      }
    >
      <Loaded query={reports}>
        {() =>
          (reports.rows ?? []).length === 0 ? (
            <Note icon={IconMailCheck} title={t('consent.delivery.emptyTitle')}>
              {t('consent.delivery.emptyHint')}
            </Note>
          ) : (
            <DataTable
              label={t('consent.delivery.reports')}
              columns={columns}
              rows={reports.rows ?? []}
              rowId={(row) => row.id}
              stale={reports.isPlaceholderData}
              footer={
                <More
                  shown={reports.rows?.length ?? 0}
                  total={reports.total}
                  hasMore={reports.hasNextPage}
                  loading={reports.isFetchingNextPage}
                  load={() => void reports.fetchNextPage()}
                />
              }
            />
          )
        }
      </Loaded>
    </Panel>
  );
}

function useColumns(): readonly Column<MailReportRow>[] {
  const { t } = useTranslation();
  const { text } = useFormat();
  return useMemo(
    () => [
      {
        id: 'what',
        main: true,
        header: t('consent.delivery.what'),
        cell: (row) => (
          <>
            <strong>{t(`consent.delivery.kind.${row.kind}`)}</strong>
            {row.code === null ? null : <span className={classes.mono}> {row.code}</span>}
            <br />
            <span className={classes.quiet}>{text(row.sentence)}</span>
          </>
        ),
      },
      {
        id: 'lead',
        header: t('consent.delivery.lead'),
        cell: ({ lead }) =>
          lead === null ? (
            <span className={classes.quiet}>–</span>
          ) : (
            <Link to="/leads/$leadId" params={{ leadId: lead.id }}>
              {lead.displayName ?? t('common.anonymous')}
            </Link>
          ),
      },
      {
        id: 'via',
        header: t('consent.delivery.via'),
        wide: true,
        cell: (row) => (row.via === 'mailbox' ? t('consent.delivery.viaMailbox') : (row.source ?? '–')),
      },
      { id: 'at', header: t('consent.delivery.at'), align: 'end', cell: (row) => <Moment at={row.at} /> },
    ],
    [t, text],
  );
}
