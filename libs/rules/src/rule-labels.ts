import type { Text } from '@ripen/domain';
import type { Operator, RuleField } from './condition';
import { fieldType, OPERATORS_BY_TYPE } from './field';

/** What the rule builder calls each field. */
export const RULE_FIELD_LABELS: Readonly<Record<RuleField, Text>> = {
  'lead.email': { de: 'E-Mail-Adresse', en: 'E-mail address' },
  'lead.firstName': { de: 'Vorname', en: 'First name' },
  'lead.lastName': { de: 'Nachname', en: 'Last name' },
  'lead.position': { de: 'Position', en: 'Position' },
  'lead.department': { de: 'Abteilung', en: 'Department' },
  'lead.country': { de: 'Land', en: 'Country' },
  'lead.language': { de: 'Sprache', en: 'Language' },
  'lead.zone': { de: 'Zeitzone', en: 'Time zone' },
  'lead.buyingRole': { de: 'Rolle im Buying-Center', en: 'Buying role' },
  'lead.persona': { de: 'Persona', en: 'Persona' },
  'lead.known': { de: 'Lead ist bekannt', en: 'Lead is known' },
  'company.name': { de: 'Firmenname', en: 'Company name' },
  'company.domain': { de: 'Domain des Unternehmens', en: 'Company domain' },
  'company.relationship': { de: 'Beziehung zum Unternehmen', en: 'Company relationship' },
  'company.employees': { de: 'Mitarbeiterzahl', en: 'Number of employees' },
  'company.industry': { de: 'Branche', en: 'Industry' },
  'company.country': { de: 'Land des Unternehmens', en: 'Company country' },
  'score.grade': { de: 'Note', en: 'Grade' },
  'score.band': { de: 'Aktivitätsstufe', en: 'Band' },
  'score.cell': { de: 'Zelle', en: 'Cell' },
  'score.stage': { de: 'Phase', en: 'Stage' },
  'score.category': { de: 'Kategorie', en: 'Category' },
  'score.points': { de: 'Punktzahl', en: 'Point total' },
  'consent.marketing.email': { de: 'Einwilligung in Marketing-E-Mails', en: 'Consent to marketing e-mail' },
};

/** What the rule builder calls each comparison. */
export const OPERATOR_LABELS: Readonly<Record<Operator, Text>> = {
  is: { de: 'ist', en: 'is' },
  is_not: { de: 'ist nicht', en: 'is not' },
  one_of: { de: 'ist eines von', en: 'is one of' },
  none_of: { de: 'ist keines von', en: 'is none of' },
  contains: { de: 'enthält', en: 'contains' },
  has_word: { de: 'enthält das Wort', en: 'contains the word' },
  starts_with: { de: 'beginnt mit', en: 'starts with' },
  more_than: { de: 'ist mehr als', en: 'is more than' },
  at_least: { de: 'ist mindestens', en: 'is at least' },
  less_than: { de: 'ist weniger als', en: 'is less than' },
  at_most: { de: 'ist höchstens', en: 'is at most' },
  is_empty: { de: 'ist nicht angegeben', en: 'is not given' },
  is_not_empty: { de: 'ist angegeben', en: 'is given' },
};

/** How groups are called: "all of", "at least one of", "not". */
export const GROUP_LABELS: Readonly<Record<'all' | 'any' | 'not', Text>> = {
  all: { de: 'alle treffen zu', en: 'all are met' },
  any: { de: 'mindestens eine trifft zu', en: 'at least one is met' },
  not: { de: 'trifft nicht zu', en: 'is not met' },
};

/** The comparisons that fit a field, in the order in which the builder offers them. */
export function operatorsFor(field: RuleField): readonly Operator[] {
  return OPERATORS_BY_TYPE[fieldType(field)];
}
