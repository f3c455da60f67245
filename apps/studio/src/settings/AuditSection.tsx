import { Group, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { AuditRow, ListAuditQuery } from '@ripen/contracts';
import { IconHistory, IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiPages } from '../api/queries';
import { useLanguage } from '../i18n/use-language';
import { useZone } from '../session/session';
import { type Column, DataTable, More } from '../ui/DataTable';
import { Moment } from '../ui/Moment';
import { Panel } from '../ui/Panel';
import { Loaded, NothingMatches, Note } from '../ui/states';
import { dayAfter, instantIn } from '../ui/zoned';
import { AUDIT_GROUPS, actionsOf, type AuditGroup, isAuditGroup } from './audit-groups';
import { AuditCheck } from './AuditCheck';
import { AuditSubject } from './AuditSubject';
import { SectionHead } from './SectionHead';
import classes from './settings.module.css';

interface Filters {
  readonly search: string;
  readonly actorId: string | null;
  readonly group: AuditGroup | null;
  readonly from: string;
  readonly until: string;
}

const NO_FILTERS: Filters = { search: '', actorId: null, group: null, from: '', until: '' };

/** Who did what, newest first, and whether the log is still as it was written. */
export function AuditSection() {
  const { t } = useTranslation();
  const [filters, setFilters] = useState(NO_FILTERS);
  const [asked] = useDebouncedValue(filters, 250);
  const zone = useZone();
  const entries = useApiPages('listAudit', { query: queryOf(asked, zone) });
  const columns = useColumns();
  const filtered = Object.values(filters).some((value) => value !== null && value !== '');
  return (
    <>
      <SectionHead title={t('access.auditTitle')} hint={t('access.auditHint')} />
      <AuditCheck />
      <FilterRow filters={filters} change={(part) => setFilters({ ...filters, ...part })} />
      <Panel flush>
        <Loaded query={{ data: entries.rows, error: entries.error, refetch: entries.refetch }}>
          {(rows) =>
            rows.length > 0 ? (
              <DataTable
                label={t('access.auditTitle')}
                columns={columns}
                rows={rows}
                rowId={(row) => String(row.number)}
                stale={entries.isPlaceholderData}
                footer={
                  <More
                    shown={rows.length}
                    total={entries.total}
                    hasMore={entries.hasNextPage}
                    loading={entries.isFetchingNextPage}
                    load={() => void entries.fetchNextPage()}
                  />
                }
              />
            ) : filtered ? (
              <NothingMatches clear={() => setFilters(NO_FILTERS)} />
            ) : (
              <Note icon={IconHistory} title={t('access.auditEmpty')}>
                {t('access.auditEmptyHint')}
              </Note>
            )
          }
        </Loaded>
      </Panel>
    </>
  );
}

/** Days are days of the reader's zone; the last one counts to its end. */
function queryOf({ search, actorId, group, from, until }: Filters, zone: string): Partial<ListAuditQuery> {
  return {
    limit: 50,
    ...(search.trim() === '' ? {} : { search: search.trim() }),
    ...(actorId === null ? {} : { actorId }),
    ...(group === null ? {} : { action: actionsOf(group) }),
    ...(from === '' ? {} : { from: instantIn(zone, from, '00:00') }),
    ...(until === '' ? {} : { until: instantIn(zone, dayAfter(until, 1), '00:00') }),
  };
}

function FilterRow({
  filters,
  change,
}: {
  readonly filters: Filters;
  readonly change: (part: Partial<Filters>) => void;
}) {
  const { t } = useTranslation();
  const users = useApi('listUsers', { query: { limit: 200 } });
  return (
    <Group gap="xs" align="flex-end">
      <TextInput
        label={t('access.auditSearch')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={filters.search}
        onChange={(event) => change({ search: event.currentTarget.value })}
        className={classes.grow}
      />
      <Select
        label={t('access.auditWho')}
        placeholder={t('access.auditAnybody')}
        clearable
        searchable
        data={(users.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={filters.actorId}
        onChange={(actorId) => change({ actorId })}
      />
      <Select
        label={t('access.auditActions')}
        placeholder={t('access.auditAnything')}
        clearable
        data={AUDIT_GROUPS.map((value) => ({ value, label: t(`access.auditGroup.${value}`) }))}
        value={filters.group}
        onChange={(group) => change({ group: isAuditGroup(group) ? group : null })}
      />
      <TextInput
        label={t('access.auditFrom')}
        type="date"
        value={filters.from}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <TextInput
        label={t('access.auditUntil')}
        type="date"
        value={filters.until}
        onChange={(event) => change({ until: event.currentTarget.value })}
      />
    </Group>
  );
}

function useColumns(): readonly Column<AuditRow>[] {
  const { t } = useTranslation();
  const language = useLanguage();
  return useMemo(
    () => [
      { id: 'what', main: true, header: t('access.auditWhat'), cell: ({ sentence }) => sentence[language] },
      {
        id: 'subject',
        header: t('access.auditSubject'),
        width: 128,
        cell: ({ subject }) => (subject === null ? null : <AuditSubject subject={subject} />),
      },
      { id: 'when', header: t('access.auditWhen'), width: 128, cell: ({ at }) => <Moment at={at} /> },
      {
        id: 'number',
        header: t('access.auditNumber'),
        align: 'end',
        wide: true,
        width: 72,
        cell: ({ number }) => <span className={classes.quiet}>{number}</span>,
      },
    ],
    [t, language],
  );
}
