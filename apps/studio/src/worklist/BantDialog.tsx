import { SegmentedControl, Text, Textarea } from '@mantine/core';
import type { BantShape } from '@ripen/contracts';
import { BANT_CRITERIA, BANT_STATES, type BantCriterion } from '@ripen/domain';
import { BANT_QUESTIONS } from '@ripen/handoff';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { FormDialog } from '../ui/FormDialog';
import { notifyFailure } from '../ui/notices';
import { useFormat } from '../ui/use-format';
import type { HandoffDialogProps } from './ActionDialog';
import { AFTER_ACTION } from './handoff-actions';

export function BantDialog({ dossier, close, done }: HandoffDialogProps) {
  const { t } = useTranslation();
  const [bant, setBant] = useState(dossier.bant);
  const save = useApiAction('setHandoffBant', AFTER_ACTION);
  const submit = (): void =>
    save.mutate({ params: { id: dossier.id }, body: bant }, { onError: notifyFailure, onSuccess: done });
  const answer = (criterion: BantCriterion, change: Partial<BantShape['budget']>): void =>
    setBant((last) => ({ ...last, [criterion]: { ...last[criterion], ...change } }));
  return (
    <FormDialog title={t('worklist.bantTitle')} close={close} submit={submit} pending={save.isPending} size="lg">
      {BANT_CRITERIA.map((criterion) => (
        <CriterionField
          key={criterion}
          criterion={criterion}
          answer={bant[criterion]}
          change={(change) => answer(criterion, change)}
        />
      ))}
    </FormDialog>
  );
}

interface CriterionFieldProps {
  readonly criterion: BantCriterion;
  readonly answer: BantShape['budget'];
  readonly change: (change: Partial<BantShape['budget']>) => void;
}

function CriterionField({ criterion, answer, change }: CriterionFieldProps) {
  const { t } = useTranslation();
  const { text } = useFormat();
  const { label, question } = BANT_QUESTIONS[criterion];
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
      <Text component="legend" fw={600} size="sm">
        {text(label)}
      </Text>
      <Text size="sm" c="dimmed" mb={4}>
        {text(question)}
      </Text>
      <SegmentedControl
        size="xs"
        aria-label={text(label)}
        value={answer.state}
        onChange={(state) => change({ state })}
        data={BANT_STATES.map((value) => ({ value, label: t(`words.bantState.${value}`) }))}
      />
      <Textarea
        mt={4}
        data-autofocus={criterion === 'budget' || undefined}
        aria-label={`${text(label)}: ${t('worklist.note')}`}
        placeholder={t('worklist.note')}
        autosize
        minRows={1}
        value={answer.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
      />
    </fieldset>
  );
}
