import { SegmentedControl, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ErasureKey, ErasurePreview } from '@ripen/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { filled } from '../ui/field-checks';
import { FormDialog } from '../ui/FormDialog';
import { notifyDone, notifyFailure } from '../ui/notices';
import { ErasureOutlook } from './ErasureOutlook';

const FIRST = { by: 'email', value: '', word: '' };

/** For somebody who is no lead: first what is stored under an address or id, then the typed confirmation. */
export function ErasePersonDialog({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [found, setFound] = useState<{ key: ErasureKey; preview: ErasurePreview } | null>(null);
  const look = useApiAction('previewErasure', []);
  const erase = useApiAction('erasePerson', ['listErasures', 'listLeads']);
  const form = useForm({
    initialValues: FIRST,
    validate: { value: filled },
    onValuesChange: (now, before) => {
      if (now.by !== before.by || now.value !== before.value) setFound(null);
    },
  });
  const word = t('privacy.eraseConfirmWord');
  const submit = form.onSubmit(({ by, value }) => {
    if (found === null) {
      const key: ErasureKey = by === 'email' ? { email: value } : { externalId: value };
      look.mutate({ body: key }, { onError: notifyFailure, onSuccess: (preview) => setFound({ key, preview }) });
      return;
    }
    erase.mutate(
      { body: found.key },
      {
        onError: notifyFailure,
        onSuccess: ({ id }) => {
          notifyDone(t('privacy.eraseStarted'));
          void navigate({ to: '/erasures/$erasureId', params: { erasureId: id } });
        },
      },
    );
  });
  return (
    <FormDialog
      title={t('privacy.eraseOther')}
      close={close}
      submit={submit}
      pending={erase.isPending || look.isPending}
      verb={found === null ? t('privacy.look') : t('privacy.eraseVerb')}
      disabled={found !== null && form.values.word.trim().toLowerCase() !== word}
      danger={found !== null}
    >
      <Text size="sm" c="dimmed">
        {t('privacy.eraseOtherHint')}
      </Text>
      <SegmentedControl
        {...form.getInputProps('by')}
        data={[
          { value: 'email', label: t('privacy.byEmail') },
          { value: 'id', label: t('privacy.byId') },
        ]}
      />
      <TextInput
        {...form.getInputProps('value')}
        type={form.values.by === 'email' ? 'email' : 'text'}
        label={form.values.by === 'email' ? t('privacy.email') : t('privacy.externalId')}
        autoComplete="off"
        data-autofocus
      />
      {found === null ? null : (
        <>
          <ErasureOutlook preview={found.preview} />
          <Text size="sm">{t('privacy.eraseConfirm', { word })}</Text>
          <TextInput {...form.getInputProps('word')} label={t('privacy.eraseWord')} autoComplete="off" />
        </>
      )}
    </FormDialog>
  );
}
