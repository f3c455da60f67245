import { Badge, Button, Group, Modal, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type Delivery, DELIVERY_STATES } from '@ripen/contracts';
import { IconArrowLeft, IconSearch, IconSend } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiAction, useApiPages } from '../api/queries';
import { SectionHead } from '../settings/SectionHead';
import { type Column, DataTable, More } from '../ui/DataTable';
import { Moment } from '../ui/Moment';
import { notifyDone, notifyFailure } from '../ui/notices';
import { Panel } from '../ui/Panel';
import { Loaded, NothingMatches, Note } from '../ui/states';
import classes from './exchange.module.css';
import { problemWords } from './problem-words';

const REFRESH_MS = 5_000;
const COLOURS = { pending: 'gray', delivered: 'green', dead: 'red' } as const;

/** What one endpoint was told, and what it said. */
export function DeliveriesPanel({ id, back }: { readonly id: string; readonly back: () => void }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [state, setState] = useState<Delivery['state'] | null>(null);
  const [asked] = useDebouncedValue(search, 250);
  const [shown, setShown] = useState<string | null>(null);
  const name = useApi('listWebhooks', {}).data?.items.find((one) => one.id === id)?.name ?? '';
  const query = { ...(asked === '' ? {} : { search: asked }), ...(state === null ? {} : { state: [state] }) };
  const deliveries = useApiPages('listDeliveries', { params: { id }, query }, { refetchInterval: REFRESH_MS });
  const columns = useColumns(setShown);
  const clear = () => {
    setSearch('');
    setState(null);
  };
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<IconArrowLeft size={16} />}
        onClick={back}
        style={{ alignSelf: 'flex-start' }}
      >
        {t('exchange.back')}
      </Button>
      <SectionHead
        title={t('exchange.deliveriesOf', { name })}
        hint={t('exchange.hooksHint')}
        action={<Again id={id} />}
      />
      <Group>
        <TextInput
          aria-label={t('exchange.searchDeliveries')}
          placeholder={t('exchange.searchDeliveries')}
          leftSection={<IconSearch size={16} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          w={260}
        />
        <Select
          aria-label={t('exchange.state')}
          placeholder={t('exchange.allStates')}
          clearable
          value={state}
          onChange={(value) => setState(DELIVERY_STATES.find((one) => one === value) ?? null)}
          data={DELIVERY_STATES.map((one) => ({ value: one, label: t(`exchange.delivery_${one}`) }))}
        />
      </Group>
      <Panel flush>
        <Loaded query={{ data: deliveries.rows, error: deliveries.error, refetch: deliveries.refetch }}>
          {(rows) =>
            rows.length > 0 ? (
              <DataTable
                label={t('exchange.deliveries')}
                columns={columns}
                rows={rows}
                rowId={(row) => row.id}
                onRow={(row) => setShown(row.id)}
                stale={deliveries.isPlaceholderData}
                footer={
                  <More
                    shown={rows.length}
                    total={deliveries.total}
                    hasMore={deliveries.hasNextPage}
                    loading={deliveries.isFetchingNextPage}
                    load={() => void deliveries.fetchNextPage()}
                  />
                }
              />
            ) : search !== '' || state !== null ? (
              <NothingMatches clear={clear} />
            ) : (
              <Note icon={IconSend} title={t('exchange.deliveriesEmpty')}>
                {t('exchange.deliveriesEmptyHint')}
              </Note>
            )
          }
        </Loaded>
      </Panel>
      {shown === null ? null : <DeliveryDialog id={id} deliveryId={shown} close={() => setShown(null)} />}
    </>
  );
}

function Again({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const replay = useApiAction('replayDeadDeliveries', ['listDeliveries', 'listWebhooks']);
  const all = () =>
    replay.mutate(
      { params: { id } },
      { onSuccess: ({ count }) => notifyDone(t('exchange.replayedDead', { count })), onError: notifyFailure },
    );
  return (
    <Button variant="default" loading={replay.isPending} onClick={all}>
      {t('exchange.replayDead')}
    </Button>
  );
}

function useColumns(open: (id: string) => void): readonly Column<Delivery>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { id: 'type', main: true, header: t('exchange.type'), cell: (row) => <strong>{row.type}</strong> },
      { id: 'result', header: t('exchange.result'), cell: (row) => <Result delivery={row} /> },
      { id: 'attempts', wide: true, header: t('exchange.attempts'), align: 'end', cell: (row) => row.attempts },
      { id: 'at', header: t('exchange.when'), align: 'end', cell: (row) => <Moment at={row.at} /> },
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

function Result({ delivery: { state, status, problem, nextTryAt } }: { readonly delivery: Delivery }) {
  const { t } = useTranslation();
  const said = [status === null ? null : `HTTP ${status}`, problem === null ? null : problemWords(problem)];
  return (
    <>
      <Badge variant="light" color={COLOURS[state]}>
        {t(`exchange.delivery_${state}`)}
      </Badge>
      <Text size="xs" c="dimmed">
        {said.filter((part) => part !== null).join(' · ')}
        {nextTryAt === null ? null : (
          <>
            {' · '}
            {t('exchange.nextTry')} <Moment at={nextTryAt} />
          </>
        )}
      </Text>
    </>
  );
}

interface DeliveryDialogProps {
  readonly id: string;
  readonly deliveryId: string;
  readonly close: () => void;
}

function DeliveryDialog({ id, deliveryId, close }: DeliveryDialogProps) {
  const { t } = useTranslation();
  const params = { id, deliveryId };
  const delivery = useApi('getDelivery', { params });
  const replay = useApiAction('replayDelivery', ['getDelivery', 'listDeliveries', 'listWebhooks']);
  const again = () =>
    replay.mutate({ params }, { onSuccess: () => notifyDone(t('exchange.replayed')), onError: notifyFailure });
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={delivery.data?.type ?? t('exchange.deliveries')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Loaded query={delivery}>
        {(one) => (
          <Stack>
            <Result delivery={one} />
            <Title order={3} size="h4">
              {t('exchange.request')}
            </Title>
            <pre className={classes.code} tabIndex={0}>
              {`POST ${one.request.url}\n${Object.entries(one.request.headers)
                .map(([name, value]) => `${name}: ${value}`)
                .join('\n')}\n\n${JSON.stringify(one.request.body, null, 2)}`}
            </pre>
            <Title order={3} size="h4">
              {t('exchange.answer')}
            </Title>
            <pre className={classes.code} tabIndex={0}>
              {one.status === null
                ? t('exchange.noAnswer')
                : `HTTP ${one.status} · ${one.tookMs ?? 0} ms\n\n${one.answer ?? ''}`}
            </pre>
            <Group justify="flex-end">
              <Button variant="default" loading={replay.isPending} onClick={again}>
                {t('exchange.replay')}
              </Button>
            </Group>
          </Stack>
        )}
      </Loaded>
    </Modal>
  );
}
