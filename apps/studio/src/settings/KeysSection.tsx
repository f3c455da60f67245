import { Button, Tooltip } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useDisclosure } from '@mantine/hooks';
import { type Key, KEY_SCOPE_TEXTS, KEY_SCOPES } from '@ripen/contracts';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiAction } from '../api/queries';
import { useLanguage } from '../i18n/use-language';
import { WriteKeysPanel } from '../exchange/WriteKeysPanel';
import { type Column, DataTable } from '../ui/DataTable';
import { Moment } from '../ui/Moment';
import { notifyFailure } from '../ui/notices';
import { Panel } from '../ui/Panel';
import { Loaded, Note } from '../ui/states';
import { useNow } from '../ui/use-now';
import { KeyDialog } from './KeyDialog';
import { SectionHead } from './SectionHead';
import classes from './settings.module.css';

export function KeysSection() {
  const { t } = useTranslation();
  const keys = useApi('listKeys', {});
  const [adding, dialog] = useDisclosure(false);
  const columns = useColumns();
  const add = (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={dialog.open}>
      {t('settings.keyAdd')}
    </Button>
  );
  return (
    <>
      <SectionHead title={t('settings.keysTitle')} hint={t('settings.keysHint')} action={add} />
      <Panel flush>
        <Loaded query={keys}>
          {({ items }) =>
            items.length === 0 ? (
              <Note icon={IconKey} title={t('settings.keysEmptyTitle')} action={add}>
                {t('settings.keysEmptyHint')}
              </Note>
            ) : (
              <DataTable label={t('settings.keysTitle')} columns={columns} rows={items} rowId={(row) => row.id} />
            )
          }
        </Loaded>
      </Panel>
      <WriteKeysPanel />
      {adding ? <KeyDialog close={dialog.close} /> : null}
    </>
  );
}

function useColumns(): readonly Column<Key>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { id: 'name', main: true, header: t('settings.keyName'), cell: (key) => <strong>{key.name}</strong> },
      {
        id: 'kind',
        header: t('settings.keyKind'),
        cell: (key) => <Rights entry={key} />,
      },
      {
        id: 'hint',
        header: t('settings.keyHint'),
        quiet: true,
        wide: true,
        cell: (key) => <span className={classes.mono}>{key.hint}…</span>,
      },
      {
        id: 'created',
        header: t('settings.keyCreated'),
        wide: true,
        cell: (key) => <Moment at={key.createdAt} as="short" />,
      },
      {
        id: 'expires',
        header: t('access.expiry'),
        wide: true,
        cell: (key) =>
          key.expiresAt === null ? <span className={classes.quiet}>–</span> : <Moment at={key.expiresAt} as="short" />,
      },
      {
        id: 'used',
        header: t('settings.keyUsed'),
        cell: (key) =>
          key.lastUsedAt === null ? (
            <span className={classes.quiet}>{t('settings.keyNever')}</span>
          ) : (
            <Moment at={key.lastUsedAt} />
          ),
      },
      {
        id: 'revoke',
        header: t('settings.keyRevoke'),
        quiet: true,
        align: 'end',
        cell: (key) => <Revoke entry={key} />,
      },
    ],
    [t],
  );
}

function Rights({ entry }: { readonly entry: Key }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (entry.kind === 'write') return <span title={t('access.writeOnly')}>{t('settings.keyWrite')}</span>;
  const { length } = entry.scopes;
  const words =
    length === KEY_SCOPES.length
      ? t('access.scopesAll')
      : t('access.scopesCount', { count: length, total: KEY_SCOPES.length });
  const [only] = entry.scopes;
  return (
    <Tooltip multiline maw={360} label={entry.scopes.map((scope) => KEY_SCOPE_TEXTS[scope][language]).join(' · ')}>
      <span tabIndex={0}>
        {t('settings.keyApi')} · {length === 1 && only !== undefined ? KEY_SCOPE_TEXTS[only][language] : words}
      </span>
    </Tooltip>
  );
}

function Revoke({ entry }: { readonly entry: Key }) {
  const { t } = useTranslation();
  const revoke = useApiAction('revokeKey', ['listKeys']);
  const now = useNow();
  if (entry.revokedAt !== null) return <span className={classes.quiet}>{t('settings.keyRevoked')}</span>;
  if (entry.expiresAt !== null && entry.expiresAt <= now)
    return <span className={classes.quiet}>{t('access.expired')}</span>;
  const ask = (): void => {
    modals.openConfirmModal({
      title: t('settings.keyRevoke'),
      children: t('settings.keyRevokeConfirm', { name: entry.name }),
      labels: { confirm: t('settings.keyRevoke'), cancel: t('common.cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () => revoke.mutate({ params: { id: entry.id } }, { onError: notifyFailure }),
    });
  };
  return (
    <Button size="compact-xs" variant="default" loading={revoke.isPending} onClick={ask}>
      {t('settings.keyRevoke')}
    </Button>
  );
}
