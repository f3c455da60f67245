import { Button, Group } from '@mantine/core';
import type { SessionRow } from '@ripen/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiAction } from '../api/queries';
import { type Column, DataTable } from '../ui/DataTable';
import { Moment } from '../ui/Moment';
import { notifyFailure } from '../ui/notices';
import { Panel } from '../ui/Panel';
import { Loaded, SkeletonRows } from '../ui/states';
import classes from './settings.module.css';

/** Where the person is signed in; each session can be ended, or all others at once. */
export function SessionsPanel() {
  const { t } = useTranslation();
  const sessions = useApi('listSessions', {});
  const endOthers = useApiAction('endOtherSessions', ['listSessions']);
  const columns = useColumns();
  const more = (sessions.data?.items.length ?? 0) > 1;
  return (
    <Panel
      title={t('account.sessionsTitle')}
      flush
      aside={
        more ? (
          <Button
            size="xs"
            variant="default"
            loading={endOthers.isPending}
            onClick={() => endOthers.mutate({}, { onError: notifyFailure })}
          >
            {t('account.sessionsEnd')}
          </Button>
        ) : undefined
      }
    >
      <Loaded query={sessions} skeleton={<SkeletonRows rows={2} />}>
        {({ items }) => (
          <DataTable label={t('account.sessionsTitle')} columns={columns} rows={items} rowId={({ id }) => id} />
        )}
      </Loaded>
    </Panel>
  );
}

function useColumns(): readonly Column<SessionRow>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: 'device',
        main: true,
        header: t('account.sessionDevice'),
        cell: ({ device, current }) => (
          <Group gap={6}>
            <strong>{device === '' ? t('account.sessionUnknown') : device}</strong>
            {current ? <span className={classes.quiet}>{t('account.sessionHere')}</span> : null}
          </Group>
        ),
      },
      { id: 'seen', header: t('account.sessionSeen'), cell: ({ lastSeenAt }) => <Moment at={lastSeenAt} /> },
      {
        id: 'since',
        header: t('account.sessionSince'),
        wide: true,
        cell: ({ createdAt }) => <Moment at={createdAt} as="short" />,
      },
      {
        id: 'end',
        header: t('account.sessionEnd'),
        quiet: true,
        align: 'end',
        cell: ({ id, current }) => (current ? null : <End id={id} />),
      },
    ],
    [t],
  );
}

function End({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const end = useApiAction('endSession', ['listSessions']);
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={end.isPending}
      onClick={() => end.mutate({ params: { id } }, { onError: notifyFailure })}
    >
      {t('account.sessionEnd')}
    </Button>
  );
}
