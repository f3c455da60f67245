import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { FormDialog } from '../ui/FormDialog';
import { notifyFailure } from '../ui/notices';
import type { HandoffDialogProps } from './ActionDialog';
import { AFTER_ACTION } from './handoff-actions';

export function ReassignDialog({ dossier, close, done }: HandoffDialogProps) {
  const { t } = useTranslation();
  const [toUserId, setToUserId] = useState<string | null>(null);
  const reassign = useApiAction('reassignHandoff', AFTER_ACTION);
  const others = dossier.members.filter(({ id }) => id !== dossier.owner?.id);
  const submit = (): void => {
    if (toUserId !== null)
      reassign.mutate({ params: { id: dossier.id }, body: { toUserId } }, { onError: notifyFailure, onSuccess: done });
  };
  return (
    <FormDialog
      title={t('worklist.reassignTitle')}
      close={close}
      submit={submit}
      pending={reassign.isPending}
      disabled={toUserId === null}
      verb={t('worklist.action.reassign')}
    >
      <Select
        label={t('worklist.reassignTo')}
        data={others.map(({ id, name, absent }) => ({
          value: id,
          label: absent ? `${name} (${t('worklist.absent')})` : name,
        }))}
        value={toUserId}
        onChange={setToUserId}
        data-autofocus
      />
    </FormDialog>
  );
}
