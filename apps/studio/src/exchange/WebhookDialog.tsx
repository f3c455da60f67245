import { TagsInput, TextInput } from '@mantine/core';
import { ALL_TOUCHPOINTS, type Webhook, WEBHOOK_FACTS } from '@ripen/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { FormDialog } from '../ui/FormDialog';
import { notifyFailure } from '../ui/notices';
import { SecretOnce } from './SecretOnce';

/** Adds an endpoint and shows its secret once, or changes one. */
export function WebhookDialog({ webhook, close }: { readonly webhook: Webhook | null; readonly close: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(webhook?.name ?? '');
  const [url, setUrl] = useState(webhook?.url ?? 'https://');
  const [events, setEvents] = useState<readonly string[]>(webhook?.events ?? []);
  const create = useApiAction('createWebhook', ['listWebhooks']);
  const update = useApiAction('updateWebhook', ['listWebhooks']);
  const body = { name, url, events: [...events] };
  const submit = (): void => {
    if (webhook === null) create.mutate({ body }, { onError: notifyFailure });
    else update.mutate({ params: { id: webhook.id }, body }, { onSuccess: close, onError: notifyFailure });
  };
  if (create.data !== undefined) return <SecretOnce name={name} secret={create.data.secret} close={close} />;
  return (
    <FormDialog
      title={t(webhook === null ? 'exchange.hookAdd' : 'exchange.hookEdit')}
      close={close}
      submit={submit}
      pending={create.isPending || update.isPending}
      disabled={name.trim() === '' || !URL.canParse(url) || events.length === 0}
      size="lg"
    >
      <TextInput
        label={t('exchange.name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <TextInput
        label={t('exchange.url')}
        description={t('exchange.urlHint')}
        type="url"
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <TagsInput
        label={t('exchange.events')}
        description={t('exchange.eventsHint')}
        data={[ALL_TOUCHPOINTS, ...WEBHOOK_FACTS]}
        value={[...events]}
        onChange={setEvents}
      />
    </FormDialog>
  );
}
