import type { Grade, Language, Text } from '@ripen/domain';
import type { Hint } from './hints';
import type { Criterion, ScoringModel } from './model';

/** What would have to be so for a hint to come true, without a full stop: "company size known: more than 50", "10 more points, for example “Webinar”". */
export function describeHint(hint: Hint, model: ScoringModel, language: Language): string {
  switch (hint.code) {
    case 'more_points':
      return pointsWords(hint, language);
    case 'answer_criterion': {
      const known = { de: `${hint.label.de} bekannt`, en: `${hint.label.en} known` }[language];
      const criterion = model.criteria.find(({ key }) => key === hint.key);
      const answer = criterion === undefined ? null : answerWords(criterion, hint.grade, language);
      return answer === null ? known : `${known}: ${answer}`;
    }
  }
}

function pointsWords({ missingMilli, byOneOf }: Extract<Hint, { code: 'more_points' }>, language: Language): string {
  const points = numberWords(missingMilli / 1_000, language);
  const one = missingMilli === 1_000;
  const more = {
    de: `${points} ${one ? 'Punkt' : 'Punkte'} mehr`,
    en: `${points} more ${one ? 'point' : 'points'}`,
  }[language];
  const [cheapest] = byOneOf;
  if (cheapest === undefined) return more;
  return more + { de: `, z. B. durch „${cheapest.label.de}“`, en: `, for example by “${cheapest.label.en}”` }[language];
}

/** The least that has to be answered; null where every answer is good enough. */
function answerWords(criterion: Criterion, grade: Grade, language: Language): string | null {
  // Whatever fits no list or threshold gets `otherwise`: where that is enough, so is any answer.
  if (criterion.otherwise <= grade) return null;
  if (criterion.kind === 'number') {
    const found = criterion.grades[grade];
    if (found === undefined) return null;
    const number = numberWords(found.moreThan, language);
    return { de: `über ${number}`, en: `more than ${number}` }[language];
  }
  const label: Text | undefined = criterion.grades[grade]?.label;
  return label === undefined
    ? { de: `mindestens Note ${grade}`, en: `at least grade ${grade}` }[language]
    : { de: `mindestens „${label.de}“`, en: `at least “${label.en}”` }[language];
}

const LOCALES: Readonly<Record<Language, string>> = { de: 'de-DE', en: 'en-GB' };

function numberWords(value: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 3 }).format(value);
}
