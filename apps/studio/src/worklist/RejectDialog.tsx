import { Radio, Stack, Textarea } from '@mantine/core';
import { REJECT_REASONS, type RejectReason } from '@ripen/domain';
import { REJECT_REASON_TEXTS } from '@ripen/handoff';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { FormDialog } from '../ui/FormDialog';
import { notifyFailure } from '../ui/notices';
import { useFormat } from '../ui/use-format';
import type { HandoffDialogProps } from './ActionDialog';
import { AFTER_ACTION } from './handoff-actions';

export function RejectDialog({ dossier, close, done }: HandoffDialogProps) {
  const { t } = useTranslation();
  const { text } = useFormat();
  const [reason, setReason] = useState<RejectReason | null>(null);
  const [note, setNote] = useState('');
  const reject = useApiAction('rejectHandoff', AFTER_ACTION);
  const submit = (): void => {
    if (reason !== null)
      reject.mutate(
        { params: { id: dossier.id }, body: { reason, note } },
        { onError: notifyFailure, onSuccess: done },
      );
  };
  return (
    <FormDialog
      title={t('worklist.rejectTitle')}
      close={close}
      submit={submit}
      pending={reject.isPending}
      disabled={reason === null}
      verb={t('worklist.action.reject')}
      danger
    >
      <Radio.Group
        label={t('leads.reason')}
        value={reason}
        onChange={(value) => setReason(REJECT_REASONS.find((each) => each === value) ?? null)}
      >
        <Stack gap="sm" mt="xs">
          {REJECT_REASONS.map((value, index) => (
            <Radio
              key={value}
              data-autofocus={index === 0 || undefined}
              value={value}
              label={text(REJECT_REASON_TEXTS[value].label)}
              description={text(REJECT_REASON_TEXTS[value].then)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={t('worklist.note')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        autosize
        minRows={2}
      />
    </FormDialog>
  );
}
