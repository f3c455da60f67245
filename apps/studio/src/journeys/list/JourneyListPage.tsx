import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import type { JourneyRow } from '@ripen/contracts';
import { IconPlus, IconRoute, IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiPages } from '../../api/queries';
import { useMay } from '../../session/session';
import { DataTable, More } from '../../ui/DataTable';
import { Page } from '../../ui/Page';
import { Panel } from '../../ui/Panel';
import { Failure, Note, NothingMatches, SkeletonRows } from '../../ui/states';
import { CreateJourney } from './CreateJourney';
import { useJourneyColumns } from './journey-columns';
import classes from './list.module.css';

const STATUS_FILTERS = ['all', 'live', 'draft', 'paused'] as const;
type StatusFilter = (typeof STATUS_FILTERS)[number];
type Sort = 'name' | '-name' | 'updatedAt' | '-updatedAt' | 'active' | '-active';
const SORTS: readonly string[] = ['name', '-name', 'updatedAt', '-updatedAt', 'active', '-active'] satisfies Sort[];
const isSort = (text: string): text is Sort => SORTS.includes(text);

/** All journeys: what state they are in, how many people they hold, and the way to a new one. */
export function JourneyListPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [creating, create] = useDisclosure(false);
  const [search, setSearch] = useState('');
  const [status, setStatus] = useState<StatusFilter>('all');
  const [sort, setSort] = useState<Sort>('-updatedAt');
  const [wanted] = useDebouncedValue(search, 250);
  const list = useApiPages(
    'listJourneys',
    {
      query: { sort, ...(wanted === '' ? {} : { search: wanted }), ...(status === 'all' ? {} : { status: [status] }) },
    },
    { refetchInterval: 15_000 },
  );
  const isFiltered = wanted !== '' || status !== 'all';
  const clear = (): void => {
    setSearch('');
    setStatus('all');
  };
  const newButton = may('createJourney') ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={create.open}>
      {t('journeys.list.create')}
    </Button>
  ) : null;
  return (
    <Page title={t('journeys.title')} lead={t('journeys.list.lead')} actions={newButton}>
      <div className={classes.filters}>
        <TextInput
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t('journeys.list.search')}
          aria-label={t('journeys.list.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          w={280}
        />
        <SegmentedControl
          value={status}
          onChange={setStatus}
          aria-label={t('journeys.list.status')}
          data={STATUS_FILTERS.map((value) => ({
            value,
            label: value === 'all' ? t('common.all') : t(`journeys.status.${value}`),
          }))}
        />
      </div>
      <Panel flush>
        <ListBody
          list={list}
          sort={sort}
          onSort={(next) => isSort(next) && setSort(next)}
          empty={isFiltered ? <NothingMatches clear={clear} /> : <FirstJourney action={newButton} />}
        />
      </Panel>
      <CreateJourney opened={creating} onClose={create.close} />
    </Page>
  );
}

function FirstJourney({ action }: { action: React.ReactNode }) {
  const { t } = useTranslation();
  return (
    <Note icon={IconRoute} title={t('journeys.list.emptyTitle')} action={action}>
      {t('journeys.list.emptyHint')}
    </Note>
  );
}

interface ListBodyProps {
  readonly list: ReturnType<typeof useApiPages<'listJourneys'>>;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  readonly empty: React.ReactNode;
}

function ListBody({ list, sort, onSort, empty }: ListBodyProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const columns = useJourneyColumns();
  const open = (row: JourneyRow): void => void navigate({ to: '/journeys/$journeyId', params: { journeyId: row.id } });
  if (list.rows === undefined)
    return list.error ? <Failure error={list.error} retry={() => void list.refetch()} /> : <SkeletonRows height={56} />;
  if (list.rows.length === 0) return empty;
  return (
    <DataTable
      label={t('journeys.title')}
      columns={columns}
      rows={list.rows}
      rowId={(row) => row.id}
      sort={sort}
      onSort={onSort}
      onRow={open}
      stale={list.isPlaceholderData}
      footer={
        <More
          shown={list.rows.length}
          total={list.total}
          hasMore={list.hasNextPage}
          loading={list.isFetchingNextPage}
          load={() => void list.fetchNextPage()}
        />
      }
    />
  );
}
