import { Button, Group, List, Text } from '@mantine/core';
import type { Receipt } from '@ripen/contracts';
import { IconPrinter } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiAction } from '../api/queries';
import { Moment } from '../ui/Moment';
import { notifyFailure } from '../ui/notices';
import { Page } from '../ui/Page';
import { Panel } from '../ui/Panel';
import { Loaded, SkeletonRows } from '../ui/states';
import { useFormat } from '../ui/use-format';
import { StateOf } from './ErasuresSection';
import { countsByKind } from './kind-words';
import { MentionsPanel } from './MentionsPanel';
import classes from './receipt.module.css';
import { useAskedBy } from './use-asked-by';

const REFRESH_MS = 2_000;

export function ReceiptPage() {
  const { erasureId } = useParams({ from: '/shell/erasures/$erasureId' });
  const receipt = useApi('getErasure', { params: { id: erasureId } }, { refetchInterval: REFRESH_MS });
  return (
    <Loaded query={receipt} heading={1} skeleton={<SkeletonRows rows={8} />}>
      {(data) => <ReceiptScreen receipt={data} />}
    </Loaded>
  );
}

function ReceiptScreen({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation();
  return (
    <Page
      title={t('privacy.receiptTitle')}
      lead={<StateOf erasure={receipt} />}
      actions={
        <Group gap="xs" className={classes.screenOnly}>
          {receipt.stuck ? <Retry id={receipt.id} /> : null}
          <Button variant="default" leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>
            {t('privacy.print')}
          </Button>
        </Group>
      }
    >
      <div className={classes.sheet}>
        <Panel>
          <Heads receipt={receipt} />
        </Panel>
        <Panel title={t('privacy.removed')}>
          <Removed receipt={receipt} />
        </Panel>
        <Panel title={t('privacy.consents')}>
          <Consents receipt={receipt} />
        </Panel>
        <Panel title={t('privacy.checks')}>
          <Checks receipt={receipt} />
        </Panel>
        {receipt.checks.searched === null ? null : <MentionsPanel receipt={receipt} />}
        <Link to="/settings/$section" params={{ section: 'erasures' }} className={classes.screenOnly}>
          {t('privacy.back')}
        </Link>
      </div>
    </Page>
  );
}

function Retry({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const retry = useApiAction('retryErasure', ['getErasure', 'listErasures']);
  return (
    <Button loading={retry.isPending} onClick={() => retry.mutate({ params: { id } }, { onError: notifyFailure })}>
      {t('privacy.retry')}
    </Button>
  );
}

function Heads({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const askedBy = useAskedBy();
  return (
    <dl className={classes.facts}>
      <Fact name={t('privacy.receiptId')}>
        <code>{receipt.id}</code>
      </Fact>
      <Fact name={t('privacy.askedAt')}>
        <Moment at={receipt.askedAt} as="exact" />
      </Fact>
      <Fact name={t('privacy.askedBy')}>{askedBy(receipt)}</Fact>
      <Fact name={t('privacy.people')}>{count(receipt.people)}</Fact>
      {receipt.rowsGoneAt === null ? null : (
        <Fact name={t('privacy.rowsGone')}>
          <Moment at={receipt.rowsGoneAt} as="exact" />
        </Fact>
      )}
      {receipt.doneAt === null ? null : (
        <Fact name={t('privacy.doneAt')}>
          <Moment at={receipt.doneAt} as="exact" />
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Removed({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const kinds = countsByKind(receipt.removed);
  if (kinds.length === 0) return <Text size="sm">{t('privacy.removedNothing')}</Text>;
  return (
    <dl className={classes.facts}>
      {kinds.map((one) => (
        <Fact key={one.kind} name={t(`privacy.kind.${one.kind}`)}>
          {count(one.count)}
        </Fact>
      ))}
    </dl>
  );
}

function Consents({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation();
  if (receipt.consents.length === 0) return <Text size="sm">{t('privacy.consentsNone')}</Text>;
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs">
        {t('privacy.consentsHint')}
      </Text>
      <List size="sm">
        {receipt.consents.map((consent, index) => (
          <List.Item key={`${consent.at}-${index}`}>
            {consent.purpose} · {consent.channel}:{' '}
            {consent.state === 'granted' ? t('privacy.granted') : t('privacy.withdrawn')},{' '}
            <Moment at={consent.at} as="exact" />
          </List.Item>
        ))}
      </List>
    </>
  );
}

function Checks({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation();
  const { searched, rewritten } = receipt.checks;
  return (
    <List size="sm" spacing={4}>
      {searched === null ? (
        receipt.reason === 'request' ? null : (
          <List.Item>{t('privacy.notSearched')}</List.Item>
        )
      ) : (
        <List.Item>{t('privacy.searched', { count: Object.keys(searched).length })}</List.Item>
      )}
      {rewritten === null ? null : (
        <>
          <List.Item>{t('privacy.rewritten', { count: rewritten.tables })}</List.Item>
          {rewritten.statistics ? <List.Item>{t('privacy.statistics')}</List.Item> : null}
          <List.Item>{t(rewritten.journal === 'renewed' ? 'privacy.journalRenewed' : 'privacy.journalLeft')}</List.Item>
        </>
      )}
      <List.Item>{t('privacy.backups')}</List.Item>
    </List>
  );
}
