import { Badge, Button, Menu, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { Webhook } from '@ripen/contracts';
import { IconDots, IconPlus, IconWebhook } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiAction } from '../api/queries';
import { useMay } from '../session/session';
import { SectionHead } from '../settings/SectionHead';
import { type Column, DataTable } from '../ui/DataTable';
import { Moment } from '../ui/Moment';
import { notifyDone, notifyFailure } from '../ui/notices';
import { Panel } from '../ui/Panel';
import { Loaded, Note } from '../ui/states';
import { useFormat } from '../ui/use-format';
import { DeliveriesPanel } from './DeliveriesPanel';
import classes from './exchange.module.css';
import { SecretOnce } from './SecretOnce';
import { SourcesPanel } from './SourcesPanel';
import { WebhookDialog } from './WebhookDialog';

const REFRESH_MS = 10_000;

/** Who is told what happens here, and who reports to us. */
export function WebhooksSection() {
  const may = useMay();
  const [shown, setShown] = useState<string | null>(null);
  if (shown !== null) return <DeliveriesPanel id={shown} back={() => setShown(null)} />;
  return (
    <>
      {may('listWebhooks') ? <Outgoing show={setShown} /> : null}
      <SourcesPanel />
    </>
  );
}

function Outgoing({ show }: { readonly show: (id: string) => void }) {
  const { t } = useTranslation();
  const webhooks = useApi('listWebhooks', {}, { refetchInterval: REFRESH_MS });
  const [edited, setEdited] = useState<Webhook | 'new' | null>(null);
  const columns = useColumns(show, setEdited);
  const add = (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
      {t('exchange.hookAdd')}
    </Button>
  );
  return (
    <>
      <SectionHead title={t('exchange.hooksTitle')} hint={t('exchange.hooksHint')} action={add} />
      <Panel flush>
        <Loaded query={webhooks}>
          {({ items }) =>
            items.length === 0 ? (
              <Note icon={IconWebhook} title={t('exchange.hooksEmpty')} action={add}>
                {t('exchange.hooksEmptyHint')}
              </Note>
            ) : (
              <DataTable
                label={t('exchange.hooksTitle')}
                columns={columns}
                rows={items}
                rowId={(row) => row.id}
                onRow={(row) => show(row.id)}
              />
            )
          }
        </Loaded>
      </Panel>
      {edited === null ? null : (
        <WebhookDialog webhook={edited === 'new' ? null : edited} close={() => setEdited(null)} />
      )}
    </>
  );
}

function useColumns(show: (id: string) => void, edit: (webhook: Webhook) => void): readonly Column<Webhook>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: 'name',
        main: true,
        header: t('exchange.name'),
        cell: (row) => (
          <>
            <strong>{row.name}</strong>
            <div className={classes.address}>{row.url}</div>
          </>
        ),
      },
      { id: 'events', wide: true, header: t('exchange.events'), cell: (row) => row.events.join(', ') },
      { id: 'health', header: t('exchange.health'), cell: (row) => <Health webhook={row} /> },
      {
        id: 'acts',
        header: t('exchange.edit'),
        quiet: true,
        align: 'end',
        cell: (row) => <Acts webhook={row} show={show} edit={edit} />,
      },
    ],
    [t, show, edit],
  );
}

/** In words and colour, with the figures behind it. */
export function Health({ webhook: { state, health, rotatingUntil } }: { readonly webhook: Webhook }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const well = health.failures > 0 ? 'failing' : health.lastDeliveredAt === null ? 'idle' : 'ok';
  const colour = state !== 'active' || well === 'idle' ? 'gray' : well === 'ok' ? 'green' : 'red';
  return (
    <>
      <Badge variant="light" color={colour}>
        {state === 'active' ? t(`exchange.health_${well}`) : t(`exchange.state_${state}`)}
      </Badge>
      <Text size="xs" c="dimmed">
        {t('exchange.counts', {
          delivered: count(health.delivered),
          pending: count(health.pending),
          dead: count(health.dead),
        })}
      </Text>
      {rotatingUntil === null ? null : (
        <Text size="xs" c="dimmed">
          {t('exchange.rotating')} <Moment at={rotatingUntil} as="short" />
        </Text>
      )}
    </>
  );
}

interface ActsProps {
  readonly webhook: Webhook;
  readonly show: (id: string) => void;
  readonly edit: (webhook: Webhook) => void;
}

function Acts({ webhook, show, edit }: ActsProps) {
  const { t } = useTranslation();
  const { id, name } = webhook;
  const test = useApiAction('testWebhook', ['listWebhooks', 'listDeliveries']);
  const update = useApiAction('updateWebhook', ['listWebhooks']);
  const rotate = useApiAction('rotateWebhookSecret', ['listWebhooks']);
  const remove = useApiAction('deleteWebhook', ['listWebhooks']);
  const params = { id };
  const ask = (what: 'rotate' | 'remove', act: () => void): void => {
    modals.openConfirmModal({
      title: t(`exchange.${what}`),
      children: t(`exchange.${what}Confirm`, { name }),
      labels: { confirm: t(`exchange.${what}`), cancel: t('common.cancel') },
      confirmProps: what === 'remove' ? { color: 'red' } : {},
      onConfirm: act,
    });
  };
  const state = webhook.state === 'active' ? 'paused' : 'active';
  const turn = () => update.mutate({ params, body: { state } }, { onError: notifyFailure });
  const sendTest = () =>
    test.mutate({ params }, { onSuccess: () => notifyDone(t('exchange.testSent')), onError: notifyFailure });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" size="compact-xs" aria-label={`${t('exchange.edit')}: ${name}`}>
            <IconDots size={16} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => show(id)}>{t('exchange.deliveries')}</Menu.Item>
          {webhook.state === 'active' ? <Menu.Item onClick={sendTest}>{t('exchange.test')}</Menu.Item> : null}
          <Menu.Item onClick={() => edit(webhook)}>{t('exchange.edit')}</Menu.Item>
          <Menu.Item onClick={turn}>{t(state === 'paused' ? 'exchange.pause' : 'exchange.resume')}</Menu.Item>
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
