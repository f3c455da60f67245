import { Alert, Button, Group, Text } from '@mantine/core';
import type { MailDelivery } from '@ripen/contracts';
import { useTranslation } from 'react-i18next';
import { useApi, useApiAction } from '../api/queries';
import { useMay } from '../session/session';
import { SectionHead } from '../settings/SectionHead';
import { notifyDone, notifyFailure } from '../ui/notices';
import { Panel } from '../ui/Panel';
import { Loaded } from '../ui/states';
import { useFormat } from '../ui/use-format';
import { ComplaintPicture } from './ComplaintPicture';
import { FeedbackSources } from './FeedbackSources';
import { MailReports } from './MailReports';
import { MailRulesForm } from './MailRulesForm';

const REFRESH_MS = 30_000;

/** What comes back of the mails that went out, and what follows from it. */
export function DeliverySection() {
  const { t } = useTranslation();
  const may = useMay();
  const delivery = useApi('getMailDelivery', {}, { refetchInterval: REFRESH_MS });
  return (
    <>
      <SectionHead title={t('consent.delivery.title')} hint={t('consent.delivery.hint')} />
      <Loaded query={delivery}>
        {(data) => (
          <>
            {data.brakedAt === null ? null : <Braked since={data.brakedAt} />}
            <Rate delivery={data} />
            <MailReports />
            {may('updateMailRules') ? <MailRulesForm delivery={data} /> : null}
          </>
        )}
      </Loaded>
      {may('listFeedbackSources') ? <FeedbackSources /> : null}
    </>
  );
}

function Rate({ delivery }: { readonly delivery: MailDelivery }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const { permille, rules } = delivery;
  return (
    <Panel title={t('consent.delivery.rate')}>
      <Text size="sm" c="dimmed">
        {permille === null ? t('consent.delivery.rateNone') : t('consent.delivery.rateNow', { rate: count(permille) })}
      </Text>
      {permille !== null && permille > rules.warnPermille ? (
        <Alert color="red" my="xs" role="status">
          {t('consent.delivery.over')}
        </Alert>
      ) : null}
      <ComplaintPicture delivery={delivery} />
    </Panel>
  );
}

function Braked({ since }: { readonly since: number }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const release = useApiAction('releaseMailBrake', ['getMailDelivery']);
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(since);
  return (
    <Alert color="red" role="alert">
      <Group justify="space-between">
        {t('consent.delivery.braked', { date })}
        <Button
          size="xs"
          loading={release.isPending}
          onClick={() =>
            release.mutate({}, { onError: notifyFailure, onSuccess: () => notifyDone(t('consent.delivery.released')) })
          }
        >
          {t('consent.delivery.release')}
        </Button>
      </Group>
    </Alert>
  );
}
