import { Alert, Button, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { FeedbackSource } from '@ripen/contracts';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiAction } from '../api/queries';
import settings from '../settings/settings.module.css';
import { type Column, DataTable } from '../ui/DataTable';
import { FormDialog } from '../ui/FormDialog';
import { Moment } from '../ui/Moment';
import { notifyFailure } from '../ui/notices';
import { Panel } from '../ui/Panel';
import { Loaded } from '../ui/states';
import classes from './privacy.module.css';

/** Who may report bounces and complaints by the hook, each with a secret of its own. */
export function FeedbackSources() {
  const { t } = useTranslation();
  const sources = useApi('listFeedbackSources', {});
  const [adding, setAdding] = useState(false);
  const columns = useColumns();
  return (
    <Panel
      title={t('consent.delivery.sources')}
      aside={
        <Button variant="default" size="xs" leftSection={<IconPlus size={14} />} onClick={() => setAdding(true)}>
          {t('consent.delivery.sourceAdd')}
        </Button>
      }
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('consent.delivery.sourcesHint', { url: `${window.location.origin}/hooks/bounces` })}
        </Text>
        <Loaded query={sources}>
          {({ items }) =>
            items.length === 0 ? (
              <Text size="sm">{t('consent.delivery.sourceNone')}</Text>
            ) : (
              <DataTable label={t('consent.delivery.sources')} columns={columns} rows={items} rowId={(row) => row.id} />
            )
          }
        </Loaded>
      </Stack>
      {adding ? <SourceDialog close={() => setAdding(false)} /> : null}
    </Panel>
  );
}

function useColumns(): readonly Column<FeedbackSource>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { id: 'name', main: true, header: t('consent.delivery.sourceName'), cell: (row) => <strong>{row.name}</strong> },
      {
        id: 'hint',
        header: t('consent.suppression.fingerprint'),
        wide: true,
        cell: (row) => <span className={classes.mono}>{row.hint}…</span>,
      },
      {
        id: 'used',
        header: t('consent.delivery.sourceUsed'),
        cell: (row) => (row.lastUsedAt === null ? t('consent.delivery.sourceNever') : <Moment at={row.lastUsedAt} />),
      },
      {
        id: 'revoke',
        header: t('consent.delivery.sourceRevoke'),
        quiet: true,
        align: 'end',
        cell: (row) => <Revoke source={row} />,
      },
    ],
    [t],
  );
}

function Revoke({ source }: { readonly source: FeedbackSource }) {
  const { t } = useTranslation();
  const revoke = useApiAction('revokeFeedbackSource', ['listFeedbackSources']);
  if (source.revokedAt !== null) return <span className={classes.quiet}>{t('consent.delivery.sourceRevoked')}</span>;
  const ask = (): void => {
    modals.openConfirmModal({
      title: t('consent.delivery.sourceRevoke'),
      children: t('consent.delivery.sourceRevokeConfirm', { name: source.name }),
      labels: { confirm: t('consent.delivery.sourceRevoke'), cancel: t('common.cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () => revoke.mutate({ params: { id: source.id } }, { onError: notifyFailure }),
    });
  };
  return (
    <Button size="compact-xs" variant="default" loading={revoke.isPending} onClick={ask}>
      {t('consent.delivery.sourceRevoke')}
    </Button>
  );
}

function SourceDialog({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const create = useApiAction('createFeedbackSource', ['listFeedbackSources']);
  if (create.data !== undefined) return <SecretOnce secret={create.data.secret} close={close} />;
  return (
    <FormDialog
      title={t('consent.delivery.sourceAdd')}
      close={close}
      submit={() => create.mutate({ body: { name } }, { onError: notifyFailure })}
      pending={create.isPending}
      disabled={name.trim() === ''}
      verb={t('common.add')}
    >
      <TextInput
        label={t('consent.delivery.sourceName')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
    </FormDialog>
  );
}

function SecretOnce({ secret, close }: { readonly secret: string; readonly close: () => void }) {
  const { t } = useTranslation();
  return (
    // A click beside it must not lose the only chance to copy.
    <Modal
      opened
      onClose={close}
      closeOnClickOutside={false}
      title={t('consent.delivery.sourceAdd')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        <Alert color="ripe">{t('consent.delivery.secretOnce')}</Alert>
        <code className={settings.key}>{secret}</code>
        <Group justify="flex-end">
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? t('common.copied') : t('common.copy')}
              </Button>
            )}
          </CopyButton>
          <Button onClick={close}>{t('consent.delivery.secretDone')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
