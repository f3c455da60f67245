import { Alert, Button, Group, Select, Textarea, TextInput } from '@mantine/core';
import type { Suppression } from '@ripen/contracts';
import { IconDownload, IconMailOff, IconPlus } from '@tabler/icons-react';
import { type SyntheticEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiAction, useApiPages } from '../api/queries';
import { SectionHead } from '../settings/SectionHead';
import { type Column, DataTable, More } from '../ui/DataTable';
import { FormDialog } from '../ui/FormDialog';
import { Moment } from '../ui/Moment';
import { notifyDone, notifyFailure } from '../ui/notices';
import { Panel } from '../ui/Panel';
import { Loaded, Note } from '../ui/states';
import { useFormat } from '../ui/use-format';
import classes from './privacy.module.css';
import { saveFile } from './save-file';

const AFTER = ['listSuppressions', 'checkSuppression', 'getLead'] as const;
const PAGE = 50;

/** Addresses that are not written to; only hashes are kept, so one is looked up and not searched for. */
export function SuppressionSection() {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Suppression | null>(null);
  const download = useApiAction('exportSuppressions', []);
  return (
    <>
      <SectionHead
        title={t('consent.suppression.title')}
        hint={t('consent.suppression.hint')}
        action={
          <Group gap="xs">
            <Button
              variant="default"
              leftSection={<IconDownload size={16} />}
              loading={download.isPending}
              onClick={() =>
                download.mutate(
                  {},
                  { onSuccess: ({ csv }) => saveFile('suppressions.csv', 'text/csv', csv), onError: notifyFailure },
                )
              }
            >
              {t('consent.suppression.exportButton')}
            </Button>
            <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
              {t('consent.suppression.add')}
            </Button>
          </Group>
        }
      />
      <LookUp remove={setRemoving} />
      <SuppressionList remove={setRemoving} add={() => setAdding(true)} />
      {adding ? <AddDialog close={() => setAdding(false)} /> : null}
      {removing === null ? null : <RemoveDialog entry={removing} close={() => setRemoving(null)} />}
    </>
  );
}

/** The words for a reason; one of a later release stays as it is. */
function useReason(): (reason: string) => string {
  const { t } = useTranslation();
  return (reason) => {
    const known = REASONS.find((one) => one === reason);
    return known === undefined ? reason : t(`consent.suppression.reason.${known}`);
  };
}

const REASONS = ['hard_bounce', 'recipient_refused', 'complaint', 'by_hand', 'import', 'erasure'] as const;

function LookUp({ remove }: { readonly remove: (entry: Suppression) => void }) {
  const { t } = useTranslation();
  const reason = useReason();
  const { language } = useFormat();
  const [address, setAddress] = useState('');
  const check = useApiAction('checkSuppression', []);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (address.trim() !== '') check.mutate({ body: { address } }, { onError: notifyFailure });
  };
  const found = check.data?.suppression;
  return (
    <Panel>
      <form onSubmit={submit} className={classes.lookUp} noValidate>
        <TextInput
          type="email"
          label={t('consent.suppression.check')}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={check.isPending}>
          {t('consent.suppression.checkButton')}
        </Button>
      </form>
      {found === undefined ? null : (
        <Alert mt="sm" role="status" color={found === null ? 'ripe' : 'red'}>
          {found === null ? (
            t('consent.suppression.free')
          ) : (
            <Group justify="space-between">
              {t(found.scope === 'all' ? 'consent.suppression.found' : 'consent.suppression.foundConsent', {
                reason: reason(found.reason),
                date: new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(found.at),
              })}
              <Button size="xs" variant="default" onClick={() => remove(found)}>
                {t('consent.suppression.remove')}
              </Button>
            </Group>
          )}
        </Alert>
      )}
    </Panel>
  );
}

function SuppressionList(props: { readonly remove: (entry: Suppression) => void; readonly add: () => void }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const reason = useReason();
  const [only, setOnly] = useState<string | null>(null);
  const list = useApiPages('listSuppressions', { query: { limit: PAGE, ...(only === null ? {} : { reason: only }) } });
  const columns = useColumns(props.remove);
  const reasons = list.data?.pages[0] as { reasons?: readonly { reason: string; count: number }[] } | undefined;
  return (
    <Panel
      flush
      title={t('consent.suppression.title')}
      aside={
        <Select
          size="xs"
          w={260}
          aria-label={t('consent.suppression.reasonTitle')}
          placeholder={t('consent.suppression.all')}
          clearable
          value={only}
          onChange={setOnly}
          data={(reasons?.reasons ?? []).map((row) => ({
            value: row.reason,
            label: `${reason(row.reason)} (${count(row.count)})`,
          }))}
        />
      }
    >
      <Loaded query={list}>
        {() =>
          (list.rows ?? []).length === 0 ? (
            <Note
              icon={IconMailOff}
              title={t('consent.suppression.emptyTitle')}
              action={
                <Button variant="default" onClick={props.add}>
                  {t('consent.suppression.add')}
                </Button>
              }
            >
              {t('consent.suppression.emptyHint')}
            </Note>
          ) : (
            <DataTable
              label={t('consent.suppression.title')}
              columns={columns}
              rows={list.rows ?? []}
              rowId={(row) => row.hash}
              stale={list.isPlaceholderData}
              footer={
                <More
                  shown={list.rows?.length ?? 0}
                  total={list.total}
                  hasMore={list.hasNextPage}
                  loading={list.isFetchingNextPage}
                  load={() => void list.fetchNextPage()}
                />
              }
            />
          )
        }
      </Loaded>
    </Panel>
  );
}

function useColumns(remove: (entry: Suppression) => void): readonly Column<Suppression>[] {
  const { t } = useTranslation();
  const reason = useReason();
  return useMemo(
    () => [
      {
        id: 'reason',
        main: true,
        header: t('consent.suppression.reasonTitle'),
        cell: (row) => (
          <>
            {reason(row.reason)}
            {row.note === null ? null : <span className={classes.quiet}> · {row.note}</span>}
          </>
        ),
      },
      {
        id: 'scope',
        header: t('consent.suppression.scopeTitle'),
        cell: (row) => t(`consent.suppression.scope.${row.scope}`),
      },
      {
        id: 'hash',
        header: t('consent.suppression.fingerprint'),
        wide: true,
        cell: (row) => <span className={classes.mono}>{row.hash.slice(0, 12)}…</span>,
      },
      { id: 'by', header: t('consent.suppression.by'), wide: true, cell: (row) => row.by ?? '–' },
      { id: 'at', header: t('consent.suppression.at'), cell: (row) => <Moment at={row.at} as="short" /> },
      {
        id: 'remove',
        header: t('consent.suppression.remove'),
        quiet: true,
        align: 'end',
        cell: (row) => (
          <Button size="compact-xs" variant="default" onClick={() => remove(row)}>
            {t('consent.suppression.remove')}
          </Button>
        ),
      },
    ],
    [t, reason, remove],
  );
}

function AddDialog({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  const add = useApiAction('addSuppressions', AFTER);
  const submit = (): void =>
    add.mutate(
      { body: { text, note } },
      {
        onError: notifyFailure,
        onSuccess: ({ added, known, refused }) => {
          notifyDone(t('consent.suppression.added', { added, known }));
          if (refused.length === 0) close();
        },
      },
    );
  const refused = add.data?.refused ?? [];
  return (
    <FormDialog
      title={t('consent.suppression.add')}
      close={close}
      submit={submit}
      pending={add.isPending}
      disabled={text.trim() === ''}
      verb={t('common.add')}
    >
      <Textarea
        label={t('consent.suppression.addresses')}
        description={t('consent.suppression.addHint')}
        autosize
        minRows={4}
        maxRows={14}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={refused.length === 0 ? undefined : t('consent.suppression.refused', { lines: refused.join(', ') })}
        data-autofocus
      />
      <TextInput
        label={t('consent.suppression.note')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

function RemoveDialog({ entry, close }: { readonly entry: Suppression; readonly close: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const remove = useApiAction('removeSuppression', AFTER);
  const submit = (): void =>
    remove.mutate(
      { body: { hash: entry.hash, reason } },
      {
        onError: notifyFailure,
        onSuccess: () => {
          notifyDone(t('consent.suppression.removed'));
          close();
        },
      },
    );
  return (
    <FormDialog
      danger
      title={t('consent.suppression.removeTitle')}
      close={close}
      submit={submit}
      pending={remove.isPending}
      disabled={reason.trim().length < 3}
      verb={t('consent.suppression.remove')}
    >
      <TextInput
        label={t('consent.suppression.removeReason')}
        description={t('consent.suppression.removeHint')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
    </FormDialog>
  );
}
