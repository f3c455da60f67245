import { Alert, Anchor, Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import type { ConsentShape, LeadDetail } from '@ripen/contracts';
import { CONSENT_CHANNELS } from '@ripen/domain';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { usePurposeName, usePurposes } from '../privacy/use-purposes';
import { useMay } from '../session/session';
import { filled } from '../ui/field-checks';
import { Moment } from '../ui/Moment';
import { Panel } from '../ui/Panel';
import { useFormFailure } from '../ui/use-form-failure';
import { useFormat } from '../ui/use-format';
import { ConsentProof } from './ConsentProof';
import classes from './lead.module.css';
import { useVia } from './use-via';

/** What the lead agreed to, per purpose and channel, with the proof. */
export function ConsentPanel({ lead }: { readonly lead: LeadDetail }) {
  const { t } = useTranslation();
  const may = useMay();
  const [recording, dialog] = useDisclosure(false);
  const [proven, setProven] = useState<ConsentShape | null>(null);
  return (
    <Panel
      title={t('leads.consent')}
      aside={
        may('setLeadConsent') ? (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            onClick={dialog.open}
            title={t('leads.consentRecord')}
          >
            {t('common.add')}
          </Button>
        ) : undefined
      }
    >
      <Stack gap="sm">
        {lead.suppressed ? (
          <Alert color="red">
            {t(lead.suppressedForConsentOnly ? 'consent.proof.suppressedConsent' : 'leads.suppressed')}
          </Alert>
        ) : null}
        {lead.pausedUntil === null ? null : (
          <Alert color="gray">
            {t(lead.pauseReason === 'soft_bounces' ? 'consent.proof.pausedSoft' : 'consent.proof.paused')}{' '}
            <Moment at={lead.pausedUntil} as="short" />
          </Alert>
        )}
        {lead.consents.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('leads.consentNone')}
          </Text>
        ) : (
          lead.consents.map((consent) => (
            <ConsentLine
              key={`${consent.purpose}-${consent.channel}-${consent.at}-${consent.state}`}
              consent={consent}
              prove={() => setProven(consent)}
            />
          ))
        )}
      </Stack>
      {proven === null ? null : <ConsentProof lead={lead} consent={proven} close={() => setProven(null)} />}
      {recording ? <RecordDialog leadId={lead.id} close={dialog.close} /> : null}
    </Panel>
  );
}

function ConsentLine({ consent, prove }: { readonly consent: ConsentShape; readonly prove: () => void }) {
  const { t } = useTranslation();
  const purposeName = usePurposeName();
  const via = useVia();
  const granted = consent.state === 'granted';
  return (
    <div className={classes.consentLine}>
      <span data-hue={granted ? 'nurture' : 'lost'} className={classes.consentMark}>
        {granted ? <IconCheck size={14} aria-hidden /> : <IconX size={14} aria-hidden />}
      </span>
      <div>
        <Text size="sm">
          {t(`words.channel.${consent.channel}`)} · {purposeName(consent.purpose)}{' '}
          {t(`words.consentState.${consent.state}`)}
        </Text>
        <Text size="xs" c="dimmed" title={consent.wording ?? undefined}>
          <Moment at={consent.at} as="short" /> {via(consent)}
          {consent.confirmedAt === null ? null : (
            <>
              , {t('leads.consentConfirmed')} <Moment at={consent.confirmedAt} as="short" />
            </>
          )}{' '}
          <Anchor component="button" type="button" size="xs" onClick={prove}>
            {t('consent.proof.show')}
          </Anchor>
        </Text>
      </div>
    </div>
  );
}

const FIRST: {
  purpose: ConsentShape['purpose'];
  channel: ConsentShape['channel'];
  state: ConsentShape['state'];
  proof: string;
} = {
  purpose: 'marketing',
  channel: 'email',
  state: 'granted',
  proof: '',
};

function RecordDialog({ leadId, close }: { readonly leadId: string; readonly close: () => void }) {
  const { t } = useTranslation();
  const failed = useFormFailure();
  const { text } = useFormat();
  const purposes = (usePurposes() ?? []).filter(({ needsConsent }) => needsConsent);
  const record = useApiAction('setLeadConsent', ['getLead', 'getLeadTimeline']);
  const form = useForm({ initialValues: FIRST, validate: { proof: filled } });
  const submit = form.onSubmit((body) =>
    record.mutate({ params: { id: leadId }, body }, { onError: (error) => failed(form, error), onSuccess: close }),
  );
  return (
    <Modal
      opened
      onClose={close}
      title={t('leads.consentRecord')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <Group grow>
            <Select
              {...form.getInputProps('purpose')}
              label={t('leads.consentPurpose')}
              allowDeselect={false}
              data={purposes.map(({ key, name }) => ({ value: key, label: text(name) }))}
            />
            <Select
              {...form.getInputProps('channel')}
              label={t('leads.consentChannel')}
              allowDeselect={false}
              data={CONSENT_CHANNELS.map((value) => ({ value, label: t(`words.channel.${value}`) }))}
            />
          </Group>
          <Select
            {...form.getInputProps('state')}
            label={t('leads.consentState')}
            allowDeselect={false}
            data={[
              { value: 'granted', label: t('leads.consentGranted') },
              { value: 'withdrawn', label: t('leads.consentWithdrawn') },
            ]}
          />
          <TextInput
            {...form.getInputProps('proof')}
            label={t('leads.consentProof')}
            description={t('leads.consentProofHint')}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={record.isPending}>
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
