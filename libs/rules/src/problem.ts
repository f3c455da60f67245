import type { Text } from '@ripen/domain';
import type { RulePath } from './evaluate';

/** Each code with its sentence; the sentence says what to do. */
export const RULE_PROBLEM_MESSAGES = {
  empty_group: {
    de: 'Fügen Sie dieser Gruppe eine Bedingung hinzu oder löschen Sie sie.',
    en: 'Add a condition to this group or delete it.',
  },
  too_deep: {
    de: 'Die Gruppen sind zu tief verschachtelt. Lösen Sie eine Ebene auf.',
    en: 'The groups are nested too deeply. Dissolve one level.',
  },
  value_missing: { de: 'Geben Sie einen Wert an.', en: 'Give a value.' },
  value_not_expected: {
    de: 'Dieser Vergleich braucht keinen Wert. Der angegebene wird nicht beachtet.',
    en: 'This comparison needs no value. The one given is ignored.',
  },
  value_not_a_number: { de: 'Geben Sie eine Zahl an.', en: 'Give a number.' },
  value_not_a_boolean: { de: 'Wählen Sie ja oder nein.', en: 'Choose yes or no.' },
  one_value_expected: {
    de: 'Geben Sie genau einen Wert an, oder wählen Sie „ist eines von“.',
    en: 'Give exactly one value, or choose “is one of”.',
  },
  option_unknown: {
    de: 'Dieser Wert steht nicht zur Auswahl. Wählen Sie einen aus der Liste.',
    en: 'This value is not an option. Choose one from the list.',
  },
  operator_unfit: {
    de: 'Dieser Vergleich passt nicht zu diesem Feld. Wählen Sie einen anderen.',
    en: 'This comparison does not fit this field. Choose another one.',
  },
  at_least_above_at_most: {
    de: '„Mindestens“ ist größer als „höchstens“. So trifft die Bedingung nie zu.',
    en: '“At least” is above “at most”. This can never be met.',
  },
  always_true: {
    de: 'Mindestens 0-mal trifft immer zu. Verlangen Sie mindestens 1 oder setzen Sie eine Obergrenze.',
    en: 'At least 0 times is always met. Ask for at least 1 or set an upper limit.',
  },
  except_without_any: {
    de: 'Ausnahmen gelten nur für „irgendein Touchpoint“.',
    en: 'Exceptions only apply to “any touchpoint”.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export type RuleProblemCode = keyof typeof RULE_PROBLEM_MESSAGES;

/** One thing that is wrong with what was drawn. An error keeps it from being used, a warning does not. `path` leads into its JSON. */
export interface ProblemOf<Code extends string> {
  readonly severity: 'error' | 'warning';
  readonly code: Code;
  readonly path: RulePath;
}

/** One thing that is wrong with a rule. */
export type Problem = ProblemOf<RuleProblemCode>;
