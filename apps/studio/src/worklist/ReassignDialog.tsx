import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../ui/FormDialog';
import type { HandoffDialogProps } from './ActionDialog';
import { holdFor } from './session-held-acts';

export function ReassignDialog({ dossier, close, done }: HandoffDialogProps) {
  const { t } = useTranslation();
  const [toUserId, setToUserId] = useState<string | null>(null);
  const others = dossier.members.filter(({ id }) => id !== dossier.owner?.id);
  const submit = (): void => {
    if (toUserId === null) return;
    holdFor(dossier, { action: 'reassign', body: { toUserId } });
    done();
  };
  return (
    <FormDialog
      title={t('worklist.reassignTitle')}
      close={close}
      submit={submit}
      pending={false}
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
