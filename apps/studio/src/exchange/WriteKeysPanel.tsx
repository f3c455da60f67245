import { Button, NumberInput, TagsInput, Text } from '@mantine/core';
import { EVENTS_PER_MINUTE, type WriteKey } from '@ripen/contracts';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiAction } from '../api/queries';
import { type Column, DataTable } from '../ui/DataTable';
import { FormDialog } from '../ui/FormDialog';
import { notifyFailure } from '../ui/notices';
import { Panel } from '../ui/Panel';
import { useFormat } from '../ui/use-format';
import { UsageBars } from './UsageBars';

const REFRESH_MS = 30_000;

/** Which websites may use the write keys, how much they may send, and what came. Not there while there is no write key. */
export function WriteKeysPanel() {
  const { t } = useTranslation();
  const keys = useApi('listWriteKeys', {}, { refetchInterval: REFRESH_MS });
  const [edited, setEdited] = useState<WriteKey | null>(null);
  const columns = useColumns(setEdited);
  const rows = keys.data?.items ?? [];
  if (rows.length === 0) return null;
  return (
    <Panel title={t('exchange.keysTitle')} flush>
      <DataTable
        label={t('exchange.keysTitle')}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        onRow={setEdited}
      />
      {edited === null ? null : <LimitsDialog entry={edited} close={() => setEdited(null)} />}
    </Panel>
  );
}

function useColumns(edit: (key: WriteKey) => void): readonly Column<WriteKey>[] {
  const { t } = useTranslation();
  const { count } = useFormat();
  return useMemo(
    () => [
      { id: 'name', main: true, header: t('exchange.name'), cell: (key) => <strong>{key.name}</strong> },
      {
        id: 'origins',
        header: t('exchange.origins'),
        cell: (key) => (key.allowedOrigins.length === 0 ? t('exchange.originsAll') : key.allowedOrigins.join(', ')),
      },
      {
        id: 'rate',
        header: t('exchange.rate'),
        align: 'end',
        wide: true,
        cell: (key) => count(key.eventsPerMinute ?? EVENTS_PER_MINUTE),
      },
      { id: 'usage', header: t('exchange.usage'), cell: (key) => <Usage usage={key.usage} /> },
      {
        id: 'edit',
        header: t('exchange.edit'),
        quiet: true,
        align: 'end',
        cell: (key) => (
          <Button size="compact-xs" variant="default" onClick={() => edit(key)}>
            {t('exchange.edit')}
          </Button>
        ),
      },
    ],
    [t, count, edit],
  );
}

function Usage({ usage }: Pick<WriteKey, 'usage'>) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const sum = (what: 'events' | 'refused' | 'throttled') => count(usage.reduce((all, hour) => all + hour[what], 0));
  return (
    <>
      <UsageBars usage={usage} />
      <Text size="xs" c="dimmed">
        {t('exchange.usageLine', { events: sum('events'), refused: sum('refused'), throttled: sum('throttled') })}
      </Text>
    </>
  );
}

function LimitsDialog({ entry, close }: { readonly entry: WriteKey; readonly close: () => void }) {
  const { t } = useTranslation();
  const [allowedOrigins, setOrigins] = useState(entry.allowedOrigins);
  const [rate, setRate] = useState<number | string>(entry.eventsPerMinute ?? '');
  const update = useApiAction('updateWriteKey', ['listWriteKeys']);
  const submit = () =>
    update.mutate(
      { params: { id: entry.id }, body: { allowedOrigins, eventsPerMinute: typeof rate === 'number' ? rate : null } },
      { onSuccess: close, onError: notifyFailure },
    );
  return (
    <FormDialog
      title={t('exchange.limitsEdit', { name: entry.name })}
      close={close}
      submit={submit}
      pending={update.isPending}
    >
      <TagsInput
        label={t('exchange.origins')}
        description={t('exchange.originsHint')}
        value={allowedOrigins}
        onChange={setOrigins}
      />
      <NumberInput
        label={t('exchange.rate')}
        description={t('exchange.rateHint')}
        min={1}
        max={10_000_000}
        allowDecimal={false}
        value={rate}
        onChange={setRate}
      />
    </FormDialog>
  );
}
