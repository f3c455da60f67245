import { Radio, Stack, Textarea } from '@mantine/core';
import { REJECT_REASONS, type RejectReason } from '@ripen/domain';
import { REJECT_REASON_TEXTS } from '@ripen/handoff';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../ui/FormDialog';
import { useFormat } from '../ui/use-format';
import type { HandoffDialogProps } from './ActionDialog';
import { heldActs, holdFor } from './session-held-acts';

export function RejectDialog({ dossier, close, done }: HandoffDialogProps) {
  const { t } = useTranslation();
  const { text } = useFormat();
  const [undone] = useState(() => heldActs.draftOf(dossier.id));
  const draft = undone?.action === 'reject' ? undone.body : { reason: null, note: '' };
  const [reason, setReason] = useState<RejectReason | null>(draft.reason);
  const [note, setNote] = useState(draft.note);
  const submit = (): void => {
    if (reason === null) return;
    holdFor(dossier, { action: 'reject', body: { reason, note } });
    done();
  };
  return (
    <FormDialog
      title={t('worklist.rejectTitle')}
      close={close}
      submit={submit}
      pending={false}
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
