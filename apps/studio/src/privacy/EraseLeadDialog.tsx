import { Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { LeadDetail } from '@ripen/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApi, useApiAction } from '../api/queries';
import { FormDialog } from '../ui/FormDialog';
import { notifyDone, notifyFailure } from '../ui/notices';
import { Loaded, SkeletonRows } from '../ui/states';
import { ErasureOutlook } from './ErasureOutlook';

/** Says what an erasure takes out and asks for a typed confirmation; then it shows the receipt. */
export function EraseLeadDialog({ lead, close }: { readonly lead: LeadDetail; readonly close: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const preview = useApi('previewLeadErasure', { params: { id: lead.id } });
  const erase = useApiAction('eraseLead', ['listErasures', 'listLeads']);
  const word = lead.email ?? t('privacy.eraseConfirmWord');
  const form = useForm({ initialValues: { word: '' } });
  const submit = form.onSubmit(() =>
    erase.mutate(
      { params: { id: lead.id } },
      {
        onError: notifyFailure,
        onSuccess: ({ id }) => {
          notifyDone(t('privacy.eraseStarted'));
          void navigate({ to: '/erasures/$erasureId', params: { erasureId: id } });
        },
      },
    ),
  );
  return (
    <FormDialog
      title={t('privacy.eraseTitle')}
      close={close}
      submit={submit}
      pending={erase.isPending}
      verb={t('privacy.eraseVerb')}
      disabled={preview.data === undefined || form.values.word.trim().toLowerCase() !== word.toLowerCase()}
      danger
    >
      <Loaded query={preview} skeleton={<SkeletonRows rows={4} />}>
        {(data) => <ErasureOutlook preview={data} />}
      </Loaded>
      <Text size="sm">{t('privacy.eraseConfirm', { word })}</Text>
      <TextInput {...form.getInputProps('word')} label={t('privacy.eraseWord')} autoComplete="off" data-autofocus />
    </FormDialog>
  );
}
