import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { FormDialog } from '../ui/FormDialog';
import { notifyFailure } from '../ui/notices';
import type { HandoffDialogProps } from './ActionDialog';
import { AFTER_ACTION } from './handoff-actions';

export function ContactDialog({ dossier, close, done }: HandoffDialogProps) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const contact = useApiAction('contactHandoff', AFTER_ACTION);
  const submit = (): void =>
    contact.mutate({ params: { id: dossier.id }, body: { note } }, { onError: notifyFailure, onSuccess: done });
  return (
    <FormDialog title={t('worklist.contactTitle')} close={close} submit={submit} pending={contact.isPending}>
      <Textarea
        label={t('worklist.note')}
        description={t('worklist.contactHint')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        autosize
        minRows={3}
        data-autofocus
      />
    </FormDialog>
  );
}
