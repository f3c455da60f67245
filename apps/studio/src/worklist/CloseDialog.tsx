import { Checkbox, Group, SegmentedControl, Text, Textarea, TextInput } from '@mantine/core';
import type { Dossier } from '@ripen/contracts';
import { BANT_CRITERIA, type BantCriterion } from '@ripen/domain';
import { BANT_QUESTIONS, FEEDBACK_FORMS, type FormQuestion } from '@ripen/handoff';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../ui/FormDialog';
import { useFormat } from '../ui/use-format';
import type { HandoffDialogProps } from './ActionDialog';
import { askedQuestions, feedbackBody, missingAnswers } from './feedback-answers';
import { amountOf, type Money } from './money';
import { MoneyFields } from './MoneyFields';
import { heldActs, holdFor } from './session-held-acts';

/** Closes a lead as won or lost with the questions of that form. Nothing closes without a reason. */
export function CloseDialog({ kind, dossier, close, done }: HandoffDialogProps & { readonly kind: 'won' | 'lost' }) {
  const { t } = useTranslation();
  const form = FEEDBACK_FORMS[kind];
  const [draft] = useState(() => draftOf(kind, dossier));
  const [texts, setTexts] = useState(draft.texts);
  const [unmet, setUnmet] = useState(draft.unmet);
  const [money, setMoney] = useState(draft.money);
  const amount = amountOf(money);
  const incomplete = missingAnswers(form, texts).length > 0 || (kind === 'won' && amount === null);

  const submit = (): void => {
    if (incomplete) return;
    const body = feedbackBody(form, { texts, unmet });
    if (kind === 'lost') holdFor(dossier, { action: 'lost', body: { ...body, unmet } });
    else if (amount !== null) holdFor(dossier, { action: 'won', body: { ...body, amount, currency: money.currency } });
    done();
  };
  return (
    <FormDialog
      title={t(`worklist.${kind}Title`)}
      close={close}
      submit={submit}
      pending={false}
      disabled={incomplete}
      size="lg"
    >
      {kind === 'won' ? (
        <MoneyFields money={money} change={setMoney} />
      ) : (
        <Text size="sm" c="dimmed">
          {t('worklist.lostHint')}
        </Text>
      )}
      {askedQuestions(form, texts).map((question) => (
        <Question
          key={question.key}
          question={question}
          text={texts[question.key] ?? ''}
          setText={(text) => setTexts((last) => ({ ...last, [question.key]: text }))}
          unmet={unmet}
          setUnmet={setUnmet}
        />
      ))}
    </FormDialog>
  );
}

interface CloseDraft {
  readonly texts: Record<string, string>;
  readonly unmet: BantCriterion[];
  readonly money: Money;
}

/** The form as it was when the same act was undone, else empty. */
function draftOf(kind: 'won' | 'lost', { id, quote }: Dossier): CloseDraft {
  const undone = heldActs.draftOf(id);
  const money = { amount: quote?.amount ?? '', currency: quote?.currency ?? 'EUR' };
  if (undone?.action === 'won' && kind === 'won') {
    const { answers, reason, amount, currency } = undone.body;
    return { texts: { ...answers, reason }, unmet: [], money: { amount, currency } };
  }
  if (undone?.action === 'lost' && kind === 'lost') {
    const { answers, reason, unmet } = undone.body;
    return { texts: { ...answers, reason }, unmet, money };
  }
  return { texts: {}, unmet: [], money };
}

interface QuestionProps {
  readonly question: FormQuestion;
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly unmet: BantCriterion[];
  readonly setUnmet: (unmet: BantCriterion[]) => void;
}

function Question({ question, text, setText, unmet, setUnmet }: QuestionProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const label = format.text(question.label);
  if (question.answer === 'criteria') {
    return (
      <Checkbox.Group
        label={label}
        value={unmet}
        onChange={(values) => setUnmet(BANT_CRITERIA.filter((criterion) => values.includes(criterion)))}
      >
        <Group mt={8} gap="lg">
          {BANT_CRITERIA.map((criterion) => (
            <Checkbox key={criterion} value={criterion} label={format.text(BANT_QUESTIONS[criterion].label)} />
          ))}
        </Group>
      </Checkbox.Group>
    );
  }
  if (question.answer === 'yes_no') {
    return (
      <div>
        <Text size="sm" fw={500} id={`question-${question.key}`}>
          {label}
        </Text>
        <SegmentedControl
          mt={4}
          size="xs"
          aria-labelledby={`question-${question.key}`}
          value={text}
          onChange={setText}
          data={[
            { value: '', label: t('common.unknown') },
            { value: 'yes', label: t('common.yes') },
            { value: 'no', label: t('common.no') },
          ]}
        />
      </div>
    );
  }
  return question.required ? (
    <TextInput
      label={label}
      name={question.key}
      required
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      data-autofocus
    />
  ) : (
    <Textarea
      label={label}
      name={question.key}
      autosize
      minRows={1}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}
