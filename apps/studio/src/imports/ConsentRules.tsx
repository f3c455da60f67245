import { Select, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core';
import type { ImportOptions } from '@ripen/contracts';
import { CONSENT_CHANNELS } from '@ripen/domain';
import { useTranslation } from 'react-i18next';
import { usePurposeName, usePurposes } from '../privacy/use-purposes';
import classes from './imports.module.css';
import type { RulesProps } from './RulesPanel';

type Consent = NonNullable<ImportOptions['consent']>;
const FIRST: Consent = { purpose: 'marketing', channel: 'email', wording: '', where: '', at: null };

/** Consent that the file proves, or none. */
export function ConsentRules({ options, change }: RulesProps) {
  const { t } = useTranslation();
  const { consent } = options;
  return (
    <Stack gap="sm">
      <Switch
        label={t('imports.consent')}
        description={t('imports.consentHint')}
        checked={consent !== null}
        onChange={(event) => change({ ...options, consent: event.currentTarget.checked ? FIRST : null })}
      />
      {consent === null ? null : (
        <ConsentFields consent={consent} change={(next) => change({ ...options, consent: next })} />
      )}
    </Stack>
  );
}

interface ConsentFieldsProps {
  readonly consent: Consent;
  readonly change: (consent: Consent) => void;
}

function ConsentFields({ consent, change }: ConsentFieldsProps) {
  const { t } = useTranslation();
  const nameOf = usePurposeName();
  const purposes = (usePurposes() ?? []).filter(({ needsConsent }) => needsConsent).map(({ key }) => key);
  return (
    <>
      <div className={classes.rules}>
        <Select
          label={t('imports.purpose')}
          value={consent.purpose}
          data={[...new Set([consent.purpose, ...purposes])].map((value) => ({ value, label: nameOf(value) }))}
          allowDeselect={false}
          onChange={(purpose) => change({ ...consent, purpose: purpose ?? consent.purpose })}
        />
        <Select
          label={t('imports.channel')}
          value={consent.channel}
          data={CONSENT_CHANNELS.map((value) => ({ value, label: t(`words.channel.${value}`) }))}
          allowDeselect={false}
          onChange={(value) =>
            change({ ...consent, channel: CONSENT_CHANNELS.find((one) => one === value) ?? consent.channel })
          }
        />
        <Textarea
          className={classes.whole}
          label={t('imports.wording')}
          value={consent.wording}
          autosize
          minRows={2}
          onChange={(event) => change({ ...consent, wording: event.currentTarget.value })}
        />
        <TextInput
          label={t('imports.where')}
          value={consent.where}
          onChange={(event) => change({ ...consent, where: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('imports.consentAt')}
          description={t('imports.consentAtHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={consent.at === null ? '' : new Date(consent.at).toISOString().slice(0, 10)}
          onChange={(event) => {
            const at = Date.parse(event.currentTarget.value);
            change({ ...consent, at: Number.isNaN(at) ? null : at });
          }}
        />
      </div>
      <Text size="sm" c="dimmed">
        {t('imports.consentHow')}
      </Text>
    </>
  );
}
