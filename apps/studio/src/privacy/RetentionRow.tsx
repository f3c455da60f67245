import { Anchor, Button, Group, Modal, NumberInput, Switch, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { RetentionRuleShape } from '@ripen/contracts';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiAction } from '../api/queries';
import { Moment } from '../ui/Moment';
import { notifyDone, notifyFailure } from '../ui/notices';
import { Loaded, SkeletonRows } from '../ui/states';
import classes from './retention.module.css';

/** One rule: on or off, how long, and what it would do. */
export function RetentionRow({ rule }: { readonly rule: RetentionRuleShape }) {
  const { t } = useTranslation();
  const update = useApiAction('updateRetention', ['getRetention']);
  const [keep, setKeep] = useState<number | string>(rule.keep);
  const name = t(`privacy.retentionRule.${rule.key}`);
  const wanted = Number(keep);
  const isValid = Number.isInteger(wanted) && wanted >= 1 && wanted <= 3_650;
  const save = (active: boolean): void =>
    update.mutate(
      { body: { key: rule.key, active, keep: isValid ? wanted : rule.keep } },
      { onError: notifyFailure, onSuccess: () => notifyDone(t('common.saved')) },
    );
  return (
    <li className={classes.rule}>
      <Switch
        checked={rule.active}
        disabled={update.isPending}
        onChange={(event) => save(event.currentTarget.checked)}
        aria-label={t('privacy.retentionOn', { rule: name })}
      />
      <span className={classes.name}>{name}</span>
      <Group gap="xs" wrap="nowrap">
        <NumberInput
          value={keep}
          onChange={setKeep}
          min={1}
          max={3_650}
          allowDecimal={false}
          w={88}
          error={!isValid}
          aria-label={t('privacy.retentionKeep', { rule: name })}
        />
        <span className={classes.unit}>{t(`privacy.${rule.unit}`)}</span>
        {isValid && wanted !== rule.keep ? (
          <Button size="compact-sm" variant="default" loading={update.isPending} onClick={() => save(rule.active)}>
            {t('common.save')}
          </Button>
        ) : null}
      </Group>
      <Outlook rule={rule} />
    </li>
  );
}

function Outlook({ rule }: { readonly rule: RetentionRuleShape }) {
  const { t } = useTranslation();
  const [looking, preview] = useDisclosure(false);
  const words = rule.due === 0 ? t('privacy.wouldGoNone') : t('privacy.wouldGo', { count: rule.due });
  return (
    <div className={classes.outlook}>
      {rule.erases === 'leads' && rule.due > 0 ? (
        <Anchor component="button" type="button" size="sm" onClick={preview.open}>
          {words}
        </Anchor>
      ) : (
        <Text size="sm">{words}</Text>
      )}
      {rule.active ? <LastTime rule={rule} /> : null}
      {looking ? <PreviewDialog rule={rule} close={preview.close} /> : null}
    </div>
  );
}

function LastTime({ rule }: { readonly rule: RetentionRuleShape }) {
  const { t } = useTranslation();
  return (
    <Text size="xs" c="dimmed">
      {rule.lastGone === null || rule.lastRunAt === null ? (
        t('privacy.startsTonight')
      ) : (
        <>
          {t('privacy.lastRun', { count: rule.lastGone })}, <Moment at={rule.lastRunAt} />
        </>
      )}
    </Text>
  );
}

function PreviewDialog({ rule, close }: { readonly rule: RetentionRuleShape; readonly close: () => void }) {
  const { t } = useTranslation();
  const preview = useApi('previewRetention', { query: { key: rule.key, keep: rule.keep } });
  return (
    <Modal
      opened
      onClose={close}
      title={t('privacy.previewTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Loaded query={preview} skeleton={<SkeletonRows rows={4} />}>
        {({ leads, total }) => (
          <>
            <ul className={classes.leads}>
              {leads.map((lead) => (
                <li key={lead.id}>
                  <Link to="/leads/$leadId" params={{ leadId: lead.id }}>
                    {lead.displayName ?? t('common.anonymous')}
                  </Link>
                  {lead.lastTouchpointAt === null ? null : (
                    <Text span size="sm" c="dimmed">
                      {' · '}
                      <Moment at={lead.lastTouchpointAt} as="short" />
                    </Text>
                  )}
                </li>
              ))}
            </ul>
            {total > leads.length ? (
              <Text size="sm">{t('privacy.previewMore', { count: total - leads.length })}</Text>
            ) : null}
          </>
        )}
      </Loaded>
    </Modal>
  );
}
