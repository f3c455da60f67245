import { Badge, Button, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type Refused, type RefusalReason, REFUSAL_REASONS, REFUSED_STATES } from '@ripen/contracts';
import { IconCircleCheck, IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiAction, useApiPages } from '../api/queries';
import { SectionHead } from '../settings/SectionHead';
import { type Column, DataTable, More } from '../ui/DataTable';
import { Moment } from '../ui/Moment';
import { notifyDone, notifyFailure } from '../ui/notices';
import { Panel } from '../ui/Panel';
import { Loaded, NothingMatches, Note } from '../ui/states';
import { useFormat } from '../ui/use-format';
import classes from './exchange.module.css';
import { RefusedDialog } from './RefusedDialog';

interface Filters {
  readonly search: string;
  readonly reason: RefusalReason | null;
  readonly state: Refused['state'];
}
const NO_FILTERS: Filters = { search: '', reason: null, state: 'open' };

/** What came in and could not be used. */
export function RefusedSection() {
  const { t } = useTranslation();
  const [filters, setFilters] = useState(NO_FILTERS);
  const [asked] = useDebouncedValue(filters, 250);
  const [shown, setShown] = useState<string | null>(null);
  const { search, reason, state } = asked;
  const query = { state, ...(search === '' ? {} : { search }), ...(reason === null ? {} : { reason: [reason] }) };
  const events = useApiPages('listRefused', { query });
  const columns = useColumns(setShown);
  const filtered = search !== '' || reason !== null || state !== 'open';
  return (
    <>
      <SectionHead
        title={t('exchange.refusedTitle')}
        hint={t('exchange.refusedHint')}
        action={reason !== null && state === 'open' ? <TakeAll reason={reason} /> : null}
      />
      <FilterRow filters={filters} change={(part) => setFilters({ ...filters, ...part })} />
      <Panel flush>
        <Loaded query={{ data: events.rows, error: events.error, refetch: events.refetch }}>
          {(rows) =>
            rows.length > 0 ? (
              <DataTable
                label={t('exchange.refusedTitle')}
                columns={columns}
                rows={rows}
                rowId={(row) => row.id}
                onRow={(row) => setShown(row.id)}
                stale={events.isPlaceholderData}
                footer={
                  <More
                    shown={rows.length}
                    total={events.total}
                    hasMore={events.hasNextPage}
                    loading={events.isFetchingNextPage}
                    load={() => void events.fetchNextPage()}
                  />
                }
              />
            ) : filtered ? (
              <NothingMatches clear={() => setFilters(NO_FILTERS)} />
            ) : (
              <Note icon={IconCircleCheck} title={t('exchange.refusedEmpty')}>
                {t('exchange.refusedEmptyHint')}
              </Note>
            )
          }
        </Loaded>
      </Panel>
      {shown === null ? null : <RefusedDialog id={shown} close={() => setShown(null)} />}
    </>
  );
}

interface FilterRowProps {
  readonly filters: Filters;
  readonly change: (part: Partial<Filters>) => void;
}

/** The reasons say how many there are of each. */
function FilterRow({ filters, change }: FilterRowProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const reasons =
    useApi('listRefused', { query: { state: filters.state, limit: 1 } }, { keep: true }).data?.reasons ?? [];
  return (
    <Group>
      <TextInput
        aria-label={t('exchange.searchRefused')}
        placeholder={t('exchange.searchRefused')}
        leftSection={<IconSearch size={16} />}
        value={filters.search}
        onChange={(event) => change({ search: event.currentTarget.value })}
      />
      <Select
        aria-label={t('exchange.reason')}
        placeholder={t('exchange.allReasons')}
        clearable
        value={filters.reason}
        onChange={(value) => change({ reason: REFUSAL_REASONS.find((one) => one === value) ?? null })}
        data={reasons.map(({ reason, count: many }) => ({
          value: reason,
          label: `${t(`exchange.reason_${reason}`)} (${count(many)})`,
        }))}
      />
      <Select
        aria-label={t('exchange.state')}
        allowDeselect={false}
        value={filters.state}
        onChange={(value) => change({ state: REFUSED_STATES.find((one) => one === value) ?? 'open' })}
        data={REFUSED_STATES.map((one) => ({ value: one, label: t(`exchange.refused_${one}`) }))}
      />
    </Group>
  );
}

/** Takes in piece by piece, as the API does it, until all of the reason had their turn. */
function TakeAll({ reason }: { readonly reason: RefusalReason }) {
  const { t } = useTranslation();
  const take = useApiAction('resubmitAllRefused', ['listRefused']);
  const all = async (): Promise<void> => {
    let [taken, refused, after]: [number, number, string | null] = [0, 0, null];
    do {
      const piece = await take.mutateAsync({ body: after === null ? { reason } : { reason, after } });
      taken += piece.taken;
      refused += piece.refused;
      after = piece.after;
    } while (after !== null);
    notifyDone(t('exchange.takenAll', { taken, refused }));
  };
  return (
    <Button variant="default" loading={take.isPending} onClick={() => void all().catch(notifyFailure)}>
      {t('exchange.takeAll', { reason: t(`exchange.reason_${reason}`) })}
    </Button>
  );
}

function useColumns(open: (id: string) => void): readonly Column<Refused>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: 'reason',
        main: true,
        width: 190,
        header: t('exchange.reason'),
        cell: (row) => (
          <Badge variant="light" color={row.state === 'open' ? 'red' : 'gray'}>
            {t(`exchange.reason_${row.reason}`)}
          </Badge>
        ),
      },
      {
        id: 'excerpt',
        header: t('exchange.excerpt'),
        cell: (row) => <span className={classes.excerpt}>{row.excerpt.slice(0, 90)}</span>,
      },
      { id: 'from', wide: true, header: t('exchange.from'), cell: (row) => `${row.from.name} · ${row.call}` },
      { id: 'at', header: t('exchange.when'), align: 'end', cell: (row) => <Moment at={row.receivedAt} /> },
      {
        id: 'open',
        header: t('exchange.open'),
        quiet: true,
        align: 'end',
        cell: (row) => (
          <Button size="compact-xs" variant="default" onClick={() => open(row.id)}>
            {t('exchange.open')}
          </Button>
        ),
      },
    ],
    [t, open],
  );
}
