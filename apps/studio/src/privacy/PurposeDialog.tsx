import { Checkbox, Fieldset, Group, NumberInput, Switch, Textarea, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import type { Purpose } from '@ripen/contracts';
import { CONSENT_CHANNELS, type ConsentChannel } from '@ripen/domain';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { filled } from '../ui/field-checks';
import { FormDialog } from '../ui/FormDialog';
import { notifyDone } from '../ui/notices';
import { useFormFailure } from '../ui/use-form-failure';

const AFTER = ['listPurposes', 'listPurposeChanges'] as const;
const EMPTY = { de: '', en: '' };

interface PurposeForm {
  key: string;
  name: { de: string; en: string };
  explanation: { de: string; en: string };
  wording: { de: string; en: string };
  legalBasis: { de: string; en: string };
  channels: ConsentChannel[];
  needsConsent: boolean;
  active: boolean;
  position: number;
}

const NEW: PurposeForm = {
  key: '',
  name: EMPTY,
  explanation: EMPTY,
  wording: EMPTY,
  legalBasis: { de: 'Einwilligung (Art. 6 Abs. 1 lit. a DSGVO)', en: 'Consent (Art. 6(1)(a) GDPR)' },
  channels: ['email'],
  needsConsent: true,
  active: true,
  position: 10,
};

function formOf({ key, name, explanation, wording, legalBasis, channels, needsConsent, active, position }: Purpose) {
  return { key, name, explanation, wording, legalBasis, channels: [...channels], needsConsent, active, position };
}

/** Adds a purpose or changes one; a shipped one keeps its key and whether it needs consent. */
export function PurposeDialog({ purpose, close }: { readonly purpose: Purpose | null; readonly close: () => void }) {
  const { t } = useTranslation();
  const failed = useFormFailure();
  const create = useApiAction('createPurpose', AFTER);
  const update = useApiAction('updatePurpose', AFTER);
  const form = useForm<PurposeForm>({
    initialValues: purpose === null ? NEW : formOf(purpose),
    validate: {
      key: (key) => (/^[a-z][a-z0-9_]{0,49}$/.test(key) ? null : t('consent.purposes.keyHint')),
      name: { de: filled, en: filled },
      explanation: { de: filled, en: filled },
      legalBasis: { de: filled, en: filled },
      wording: {
        de: (text, { needsConsent }) => (needsConsent ? filled(text) : null),
        en: (text, { needsConsent }) => (needsConsent ? filled(text) : null),
      },
      channels: (channels) => (channels.length === 0 ? t('common.required') : null),
    },
  });
  const after = {
    onError: (error: Error) => failed(form, error),
    onSuccess: () => {
      notifyDone(t('common.saved'));
      close();
    },
  };
  const submit = form.onSubmit(({ key, ...body }) =>
    purpose === null
      ? create.mutate({ body: { key, ...body } }, after)
      : update.mutate({ params: { key }, body }, after),
  );
  return (
    <FormDialog
      title={t(purpose === null ? 'consent.purposes.add' : 'consent.purposes.edit')}
      close={close}
      submit={submit}
      size="lg"
      pending={create.isPending || update.isPending}
    >
      {purpose === null ? (
        <TextInput
          {...form.getInputProps('key')}
          label={t('consent.purposes.key')}
          description={t('consent.purposes.keyHint')}
          data-autofocus
        />
      ) : null}
      <BothLanguages form={form} field="name" />
      <BothLanguages form={form} field="explanation" />
      <BothLanguages form={form} field="wording" long hint={t('consent.purposes.wordingHint')} />
      <BothLanguages form={form} field="legalBasis" />
      <Uses form={form} builtin={purpose?.builtin ?? false} />
    </FormDialog>
  );
}

interface BothProps {
  readonly form: UseFormReturnType<PurposeForm>;
  readonly field: 'name' | 'explanation' | 'wording' | 'legalBasis';
  readonly long?: boolean;
  readonly hint?: string;
}

function BothLanguages({ form, field, long = false, hint }: BothProps) {
  const { t } = useTranslation();
  const Input = long ? Textarea : TextInput;
  const rows = long ? { autosize: true, minRows: 2 } : {};
  return (
    <Fieldset legend={t(`consent.purposes.${field}`)}>
      {hint === undefined ? null : <p style={{ margin: '0 0 8px', fontSize: 'var(--mantine-font-size-xs)' }}>{hint}</p>}
      <Group grow align="flex-start">
        <Input {...form.getInputProps(`${field}.de`)} {...rows} label={t('consent.purposes.german')} lang="de" />
        <Input {...form.getInputProps(`${field}.en`)} {...rows} label={t('consent.purposes.english')} lang="en" />
      </Group>
    </Fieldset>
  );
}

function Uses({ form, builtin }: { readonly form: UseFormReturnType<PurposeForm>; readonly builtin: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <Checkbox.Group {...form.getInputProps('channels')} label={t('consent.purposes.channels')}>
        <Group mt={4}>
          {CONSENT_CHANNELS.map((channel) => (
            <Checkbox key={channel} value={channel} label={t(`words.channel.${channel}`)} />
          ))}
        </Group>
      </Checkbox.Group>
      <Switch
        {...form.getInputProps('needsConsent', { type: 'checkbox' })}
        label={t('consent.purposes.needsConsent')}
        description={t('consent.purposes.needsConsentHint')}
        disabled={builtin}
      />
      <Switch
        {...form.getInputProps('active', { type: 'checkbox' })}
        label={t('consent.purposes.active')}
        description={t('consent.purposes.activeHint')}
      />
      <NumberInput
        {...form.getInputProps('position')}
        label={t('consent.purposes.position')}
        min={0}
        max={1_000}
        maw={160}
      />
    </>
  );
}
