import type { Language, Text } from '@ripen/domain';
import type { FieldRule, Operator, PropertyRule, RuleField } from './condition';
import { fieldType } from './field';
import { toNumber } from './fold';
import { optionLabel } from './option-labels';
import { OPERATOR_LABELS, RULE_FIELD_LABELS } from './rule-labels';
import { joined, numberText, quoted, shortened } from './sentence-parts';

/** Subjects of a sentence where the builder's label would not make a good one. */
const SUBJECTS: Partial<Readonly<Record<RuleField, Text>>> = {
  'company.relationship': { de: 'Unternehmen', en: 'company' },
};

const RELATIONSHIP_COMPLEMENTS: Readonly<Record<string, Text>> = {
  prospect: { de: 'Interessent', en: 'a prospect' },
  customer: { de: 'Kunde', en: 'a customer' },
  partner: { de: 'Partner', en: 'a partner' },
  competitor: { de: 'Wettbewerber', en: 'a competitor' },
  own: { de: 'das eigene', en: 'our own' },
};

/** Clauses of yes-or-no fields: first the one for yes. */
const BOOLEAN_CLAUSES: Partial<Readonly<Record<RuleField, { readonly yes: Text; readonly no: Text }>>> = {
  'lead.known': {
    yes: { de: 'Lead ist bekannt', en: 'lead is known' },
    no: { de: 'Lead ist noch anonym', en: 'lead is still anonymous' },
  },
  'consent.marketing.email': {
    yes: { de: 'Einwilligung in Marketing-E-Mails liegt vor', en: 'consent to marketing e-mail is given' },
    no: { de: 'Einwilligung in Marketing-E-Mails liegt nicht vor', en: 'consent to marketing e-mail is not given' },
  },
};

/** The values of these fields are words of the product; quotation marks keep "Phase ist „pflegen“" readable. */
const QUOTED_FIELDS: readonly RuleField[] = ['score.stage', 'score.category'];

/** The clause of a field rule, the subject in lower case where the language wants that. */
export function describeField(
  rule: FieldRule,
  language: Language,
  personas: Readonly<Record<string, string>> = {},
): string {
  const { field, operator } = rule;
  const clauses = BOOLEAN_CLAUSES[field];
  const [first] = listOf(rule.value);
  if (clauses !== undefined && first !== undefined) {
    const wantsYes = String(first) === 'true';
    return (wantsYes === (operator === 'is') ? clauses.yes : clauses.no)[language];
  }
  const subject = (SUBJECTS[field] ?? lowerInEnglish(RULE_FIELD_LABELS[field]))[language];
  const values = listOf(rule.value).map((value) => valueText({ field, value, language, personas }));
  return `${subject} ${predicate({ operator, values, language, isNumber: fieldType(field) === 'number' })}`;
}

/** The clause of one property of a touchpoint. */
export function describeProperty(
  rule: PropertyRule,
  language: Language,
  names: Readonly<Record<string, Text>> = {},
): string {
  const subject = names[rule.property]?.[language] ?? quoted(rule.property, language);
  const values = listOf(rule.value).map((value) => plainValue(value, language));
  return `${subject} ${predicate({ operator: rule.operator, values, language, isNumber: false })}`;
}

interface Predicate {
  readonly operator: Operator;
  readonly values: readonly string[];
  readonly language: Language;
  readonly isNumber: boolean;
}

type PlainOperator = Exclude<Operator, 'is_not' | 'none_of' | 'is_empty' | 'is_not_empty'>;

/** What stands before the value. */
const VERBS: Readonly<Record<PlainOperator, Text>> = {
  is: { de: 'ist', en: 'is' },
  one_of: { de: 'ist', en: 'is' },
  contains: { de: 'enthält', en: 'contains' },
  has_word: { de: 'enthält das Wort', en: 'contains the word' },
  starts_with: { de: 'beginnt mit', en: 'starts with' },
  more_than: { de: 'liegt über', en: 'is more than' },
  at_least: { de: 'beträgt mindestens', en: 'is at least' },
  less_than: { de: 'liegt unter', en: 'is less than' },
  at_most: { de: 'beträgt höchstens', en: 'is at most' },
};

function predicate({ operator, values, language, isNumber }: Predicate): string {
  if (operator === 'is_empty' || operator === 'is_not_empty') return OPERATOR_LABELS[operator][language];
  // A rule that is still being written shows a gap instead of a value.
  const given = values.length === 0 ? ['…'] : shortened(values, language);
  const amounts = isNumber && language === 'de';
  if (operator === 'is_not' || operator === 'none_of') {
    return amounts ? `beträgt nicht ${joined(given, 'or', language)}` : neither(given, language);
  }
  const verb = amounts && operator === 'is' ? 'beträgt' : VERBS[operator][language];
  return `${verb} ${joined(given, 'or', language)}`;
}

function neither(values: readonly string[], language: Language): string {
  if (values.length === 1) return `${language === 'de' ? 'ist nicht' : 'is not'} ${values.join('')}`;
  if (language === 'de') return `ist weder ${values.join(' noch ')}`;
  return values.length === 2 ? `is neither ${values.join(' nor ')}` : `is none of ${values.join(', ')}`;
}

interface Value {
  readonly field: RuleField;
  readonly value: string | number | boolean;
  readonly language: Language;
  readonly personas: Readonly<Record<string, string>>;
}

function valueText({ field, value, language, personas }: Value): string {
  if (field === 'company.relationship') return RELATIONSHIP_COMPLEMENTS[String(value)]?.[language] ?? String(value);
  if (field === 'lead.persona') return personas[String(value)] ?? plainValue(value, language);
  const label = typeof value === 'boolean' ? null : optionLabel(field, value);
  if (label !== null) return QUOTED_FIELDS.includes(field) ? quoted(label[language], language) : label[language];
  const number = fieldType(field) === 'number' ? toNumber(value) : null;
  return number === null ? plainValue(value, language) : numberText(number, language);
}

/** Texts that could be misread as part of the sentence stand in quotation marks. */
function plainValue(value: string | number | boolean, language: Language): string {
  if (typeof value === 'number') return numberText(value, language);
  if (typeof value === 'boolean') return { de: value ? 'ja' : 'nein', en: value ? 'yes' : 'no' }[language];
  const text = value.trim();
  const misleading = text === '' || /[,;()„“”"]|\b(?:und|oder|noch|and|or|nor)\b/iu.test(text);
  return misleading ? quoted(text, language) : text;
}

function lowerInEnglish({ de, en }: Text): Text {
  return { de, en: en.charAt(0).toLowerCase() + en.slice(1) };
}

function listOf(value: FieldRule['value']): readonly (string | number | boolean)[] {
  if (value === null || value === undefined) return [];
  return typeof value === 'object' ? value : [value];
}
