import { Button, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiAction } from '../api/queries';
import { SectionHead } from '../settings/SectionHead';
import { notifyDone, notifyFailure } from '../ui/notices';
import { Panel } from '../ui/Panel';
import { Loaded } from '../ui/states';
import { RetentionRow } from './RetentionRow';
import classes from './retention.module.css';

const REFRESH_MS = 10_000;

/** Rules of what goes by itself, each with what it would take out now. */
export function RetentionSection() {
  const { t } = useTranslation();
  const rules = useApi('getRetention', {}, { refetchInterval: REFRESH_MS });
  const isOn = rules.data?.items.some(({ active }) => active) ?? false;
  return (
    <>
      <SectionHead
        title={t('privacy.retentionTitle')}
        hint={t('privacy.retentionHint')}
        action={isOn ? <RunNow /> : undefined}
      />
      <Panel flush>
        <Loaded query={rules}>
          {({ items }) => (
            <ul className={classes.rules}>
              {items.map((rule) => (
                <RetentionRow key={rule.key} rule={rule} />
              ))}
            </ul>
          )}
        </Loaded>
      </Panel>
      <Text size="sm" c="dimmed">
        {t('privacy.retentionSpares')} {t('privacy.retentionAudit')}
      </Text>
    </>
  );
}

function RunNow() {
  const { t } = useTranslation();
  const run = useApiAction('runRetention', ['getRetention', 'listErasures']);
  const ask = (): void => {
    modals.openConfirmModal({
      title: t('privacy.runNow'),
      children: t('privacy.runConfirm'),
      labels: { confirm: t('privacy.runNow'), cancel: t('common.cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () => run.mutate({}, { onError: notifyFailure, onSuccess: () => notifyDone(t('privacy.runStarted')) }),
    });
  };
  return (
    <Button variant="default" leftSection={<IconPlayerPlay size={16} />} loading={run.isPending} onClick={ask}>
      {t('privacy.runNow')}
    </Button>
  );
}
