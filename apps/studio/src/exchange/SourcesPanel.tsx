import { Badge, Button, Menu, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { HookSource } from '@ripen/contracts';
import { IconArrowBarToDown, IconDots, IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiAction } from '../api/queries';
import { SectionHead } from '../settings/SectionHead';
import { type Column, DataTable } from '../ui/DataTable';
import { Moment } from '../ui/Moment';
import { notifyFailure } from '../ui/notices';
import { Panel } from '../ui/Panel';
import { Loaded, Note } from '../ui/states';
import { useFormat } from '../ui/use-format';
import classes from './exchange.module.css';
import { SecretOnce } from './SecretOnce';
import { SourceDialog } from './SourceDialog';

/** Other systems that report to us. */
export function SourcesPanel() {
  const { t } = useTranslation();
  const sources = useApi('listHookSources', {});
  const [edited, setEdited] = useState<HookSource | 'new' | null>(null);
  const columns = useColumns(setEdited);
  const add = (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
      {t('exchange.sourceAdd')}
    </Button>
  );
  return (
    <>
      <SectionHead title={t('exchange.sourcesTitle')} hint={t('exchange.sourcesHint')} action={add} />
      <Panel flush>
        <Loaded query={sources}>
          {({ items }) =>
            items.length === 0 ? (
              <Note icon={IconArrowBarToDown} title={t('exchange.sourcesEmpty')} action={add} />
            ) : (
              <DataTable
                label={t('exchange.sourcesTitle')}
                columns={columns}
                rows={items}
                rowId={(row) => row.id}
                onRow={setEdited}
              />
            )
          }
        </Loaded>
      </Panel>
      {edited === null ? null : (
        <SourceDialog source={edited === 'new' ? null : edited} close={() => setEdited(null)} />
      )}
    </>
  );
}

function useColumns(edit: (source: HookSource) => void): readonly Column<HookSource>[] {
  const { t } = useTranslation();
  const { count } = useFormat();
  return useMemo(
    () => [
      {
        id: 'name',
        main: true,
        header: t('exchange.name'),
        cell: (row) => (
          <>
            <strong>{row.name}</strong>{' '}
            {row.active ? null : (
              <Badge variant="light" color="gray">
                {t('exchange.off')}
              </Badge>
            )}
            <div className={classes.address}>{`/hooks/${row.slug}`}</div>
          </>
        ),
      },
      { id: 'auth', wide: true, header: t('exchange.auth'), cell: (row) => t(`exchange.auth_${row.auth}`) },
      {
        id: 'counts',
        header: t('exchange.health'),
        cell: (row) => (
          <>
            {t('exchange.sourceCounts', { accepted: count(row.accepted), refused: count(row.refused) })}
            <Text size="xs" c="dimmed">
              {t('exchange.last')}:{' '}
              {row.lastReceivedAt === null ? t('exchange.never') : <Moment at={row.lastReceivedAt} />}
            </Text>
          </>
        ),
      },
      {
        id: 'acts',
        header: t('exchange.edit'),
        quiet: true,
        align: 'end',
        cell: (row) => <Acts source={row} edit={edit} />,
      },
    ],
    [t, count, edit],
  );
}

function Acts({ source, edit }: { readonly source: HookSource; readonly edit: (source: HookSource) => void }) {
  const { t } = useTranslation();
  const { id, name, active } = source;
  const params = { id };
  const update = useApiAction('updateHookSource', ['listHookSources']);
  const rotate = useApiAction('rotateHookSecret', ['listHookSources']);
  const remove = useApiAction('deleteHookSource', ['listHookSources', 'listRefused']);
  const ask = (what: 'rotate' | 'remove', act: () => void): void => {
    modals.openConfirmModal({
      title: t(`exchange.${what}`),
      children: t(`exchange.${what}Confirm`, { name }),
      labels: { confirm: t(`exchange.${what}`), cancel: t('common.cancel') },
      confirmProps: what === 'remove' ? { color: 'red' } : {},
      onConfirm: act,
    });
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" size="compact-xs" aria-label={`${t('exchange.edit')}: ${name}`}>
            <IconDots size={16} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => edit(source)}>{t('exchange.edit')}</Menu.Item>
          <Menu.Item onClick={() => update.mutate({ params, body: { active: !active } }, { onError: notifyFailure })}>
            {t(active ? 'exchange.switchOff' : 'exchange.switchOn')}
          </Menu.Item>
          <Menu.Item onClick={() => ask('rotate', () => rotate.mutate({ params }, { onError: notifyFailure }))}>
            {t('exchange.rotate')}
          </Menu.Item>
          <Menu.Item
            color="red"
            onClick={() => ask('remove', () => remove.mutate({ params }, { onError: notifyFailure }))}
          >
            {t('exchange.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {rotate.data === undefined ? null : (
        <SecretOnce name={name} secret={rotate.data.secret} close={() => rotate.reset()} />
      )}
    </>
  );
}
