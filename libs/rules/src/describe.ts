import type { Language, Text } from '@ripen/domain';
import type { Condition, FieldRule, Operator, TouchpointRule } from './condition';
import { describeField, describeProperty } from './describe-field';
import { describeTouchpoint } from './describe-touchpoint';
import { boundsOf } from './occurrence';
import { capitalised, joined } from './sentence-parts';

/** Names that only the workspace knows. What is missing is shown by its key. */
export interface DescribeNames {
  /** Labels of the workspace's own touchpoint types, by type. */
  readonly touchpoints?: Readonly<Record<string, Text>>;
  /** Labels of touchpoint properties, by property. */
  readonly properties?: Readonly<Record<string, Text>>;
  /** Names of personas, by the id that rules hold. */
  readonly personas?: Readonly<Record<string, string>>;
}

/** The rule as a plain sentence without a full stop, for example "Position ist Fachbereichsleiter und hat …". */
export function describe(condition: Condition, language: Language, names: DescribeNames = {}): string {
  return capitalised(describeClause(condition, language, names));
}

/** The same as a clause that can stand inside another sentence: it begins in lower case where the language wants that. */
export function describeClause(condition: Condition, language: Language, names: DescribeNames = {}): string {
  return clause(withoutNot(condition), { language, names });
}

interface Telling {
  readonly language: Language;
  readonly names: DescribeNames;
}

function clause(condition: Condition, telling: Telling): string {
  const { language, names } = telling;
  switch (condition.rule) {
    case 'all':
      return group(condition.of, 'and', telling);
    case 'any':
      return group(condition.of, 'or', telling);
    case 'not':
      return `${language === 'de' ? 'nicht' : 'not'} (${clause(condition.of, telling)})`;
    case 'field':
      return describeField(condition, language, names.personas);
    case 'touchpoint': {
      const told = describeTouchpoint(condition, language, names.touchpoints);
      if (condition.where.length === 0) return told;
      const properties = condition.where.map((rule) => describeProperty(rule, language, names.properties));
      return `${told} (${joined(properties, 'and', language)})`;
    }
  }
}

function group(parts: readonly Condition[], word: 'and' | 'or', telling: Telling): string {
  const { language } = telling;
  if (parts.length === 0)
    return word === 'and' ? { de: 'immer', en: 'always' }[language] : { de: 'nie', en: 'never' }[language];
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return clause(withoutNot(only), telling);
  const clauses = parts.map((part) => {
    const plain = withoutNot(part);
    const isGroup = (plain.rule === 'all' || plain.rule === 'any') && plain.of.length > 1;
    // A clause with an "or" of its own is kept together, so that the sentence has one reading.
    return isGroup ? `(${clause(plain, telling)})` : clause(plain, telling);
  });
  return joined(clauses, word, language);
}

const OPPOSITES: Partial<Readonly<Record<Operator, Operator>>> = {
  is: 'is_not',
  is_not: 'is',
  one_of: 'none_of',
  none_of: 'one_of',
  is_empty: 'is_not_empty',
  is_not_empty: 'is_empty',
};

/** Turns "not (X)" into the opposite of X where that is exactly the same rule; otherwise leaves it. */
function withoutNot(condition: Condition): Condition {
  if (condition.rule !== 'not') return condition;
  const inner = withoutNot(condition.of);
  switch (inner.rule) {
    case 'not':
      return inner.of;
    case 'field':
      return oppositeField(inner) ?? { rule: 'not', of: inner };
    case 'touchpoint':
      return oppositeCount(inner) ?? { rule: 'not', of: inner };
    case 'all':
    case 'any':
      return { rule: 'not', of: inner };
  }
}

function oppositeField(rule: FieldRule): FieldRule | null {
  const operator = OPPOSITES[rule.operator];
  return operator === undefined ? null : { ...rule, operator };
}

function oppositeCount(rule: TouchpointRule): TouchpointRule | null {
  const { atLeast, atMost } = boundsOf(rule);
  if (atMost === Infinity && atLeast > 0) return { ...rule, atLeast: null, atMost: atLeast - 1 };
  if (atLeast === 0 && atMost !== Infinity) return { ...rule, atLeast: atMost + 1, atMost: null };
  return null;
}
