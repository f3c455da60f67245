import type { BantCriterion } from '@ripen/domain';
import type { FormQuestion } from '@ripen/handoff';

/** The form as its fields hold it: one text per question, and the criteria apart. */
export interface FeedbackValues {
  readonly texts: Readonly<Record<string, string>>;
  readonly unmet: readonly BantCriterion[];
}

/** The questions that make sense after what was answered so far. */
export function askedQuestions(form: readonly FormQuestion[], texts: FeedbackValues['texts']): readonly FormQuestion[] {
  return form.filter(({ onlyIf }) => onlyIf === null || texts[onlyIf.key] === onlyIf.is);
}

/** The keys of required questions that are still empty. */
export function missingAnswers(form: readonly FormQuestion[], texts: FeedbackValues['texts']): readonly string[] {
  return askedQuestions(form, texts)
    .filter(({ key, required }) => required && (texts[key] ?? '').trim() === '')
    .map(({ key }) => key);
}

/** What goes to the API: the reason and the free answers apart, nothing empty, nothing that was not asked. */
export function feedbackBody(
  form: readonly FormQuestion[],
  { texts }: FeedbackValues,
): { reason: string; answers: Record<string, string> } {
  const answers: Record<string, string> = {};
  for (const { key, answer } of askedQuestions(form, texts)) {
    const text = (texts[key] ?? '').trim();
    if (key !== 'reason' && answer !== 'criteria' && text !== '') answers[key] = text;
  }
  return { reason: (texts['reason'] ?? '').trim(), answers };
}
