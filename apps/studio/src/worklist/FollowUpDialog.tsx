import { Button, Group, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { useZone } from '../session/session';
import { FormDialog } from '../ui/FormDialog';
import { notifyFailure } from '../ui/notices';
import { dayAfter, dayIn, instantIn } from '../ui/zoned';
import type { HandoffDialogProps } from './ActionDialog';
import { AFTER_ACTION } from './handoff-actions';

const QUICK = [
  { days: 1, word: 'worklist.followUpTomorrow' },
  { days: 3, word: 'worklist.followUpDays' },
  { days: 7, word: 'worklist.followUpWeek' },
  { days: 30, word: 'worklist.followUpMonth' },
] as const;

export function FollowUpDialog({ dossier, close, done }: HandoffDialogProps) {
  const { t } = useTranslation();
  const zone = useZone();
  const [today] = useState(() => dayIn(zone, Date.now()));
  const [day, setDay] = useState(dayAfter(today, 1));
  const [time, setTime] = useState('09:00');
  const [note, setNote] = useState('');
  const followUp = useApiAction('followUpHandoff', AFTER_ACTION);
  const submit = (): void =>
    followUp.mutate(
      { params: { id: dossier.id }, body: { at: instantIn(zone, day, time), note } },
      { onError: notifyFailure, onSuccess: done },
    );
  return (
    <FormDialog
      title={t('worklist.followUpTitle')}
      close={close}
      submit={submit}
      pending={followUp.isPending}
      disabled={day < today || time === ''}
    >
      <Group gap="xs">
        {QUICK.map(({ days, word }) => (
          <Button
            key={days}
            size="xs"
            variant={day === dayAfter(today, days) ? 'light' : 'default'}
            onClick={() => setDay(dayAfter(today, days))}
          >
            {t(word)}
          </Button>
        ))}
      </Group>
      <Group grow>
        <TextInput
          label={t('worklist.followUpDay')}
          type="date"
          min={today}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
          data-autofocus
        />
        <TextInput
          label={t('worklist.followUpTime')}
          type="time"
          value={time}
          onChange={(event) => setTime(event.currentTarget.value)}
        />
      </Group>
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
