import { BANDS, BUYING_ROLES, CATEGORIES, CELLS, GRADES, LANGUAGES, RELATIONSHIPS, STAGES } from '@ripen/domain';
import type { FieldValue, LeadFacts } from '@ripen/domain';
import type { Operator, RuleField } from './condition';

/** The part of a lead's facts that field rules read. */
export type FieldFacts = Pick<LeadFacts, 'lead' | 'company' | 'score' | 'consents'>;

/** Which editor and which operators a field gets. `enum` fields take one of `RULE_FIELD_OPTIONS`. */
export type FieldType = 'text' | 'number' | 'enum' | 'boolean';

interface FieldDefinition {
  readonly type: FieldType;
  readonly options?: readonly (string | number)[];
  readonly read: (facts: FieldFacts) => FieldValue;
}

const FIELDS: Readonly<Record<RuleField, FieldDefinition>> = {
  'lead.email': { type: 'text', read: ({ lead }) => lead.email },
  'lead.firstName': { type: 'text', read: ({ lead }) => lead.firstName },
  'lead.lastName': { type: 'text', read: ({ lead }) => lead.lastName },
  'lead.position': { type: 'text', read: ({ lead }) => lead.position },
  'lead.department': { type: 'text', read: ({ lead }) => lead.department },
  'lead.country': { type: 'text', read: ({ lead }) => lead.country },
  'lead.language': { type: 'enum', options: LANGUAGES, read: ({ lead }) => lead.language },
  'lead.zone': { type: 'text', read: ({ lead }) => lead.zone },
  'lead.buyingRole': { type: 'enum', options: BUYING_ROLES, read: ({ lead }) => lead.buyingRole },
  'lead.persona': { type: 'text', read: ({ lead }) => lead.persona },
  'lead.known': { type: 'boolean', read: ({ lead }) => lead.known },
  'company.name': { type: 'text', read: ({ company }) => company?.name ?? null },
  'company.domain': { type: 'text', read: ({ company }) => company?.domain ?? null },
  'company.relationship': {
    type: 'enum',
    options: RELATIONSHIPS,
    read: ({ company }) => company?.relationship ?? null,
  },
  'company.employees': { type: 'number', read: ({ company }) => company?.employees ?? null },
  'company.industry': { type: 'text', read: ({ company }) => company?.industry ?? null },
  'company.country': { type: 'text', read: ({ company }) => company?.country ?? null },
  'score.grade': { type: 'enum', options: GRADES, read: ({ score }) => score?.grade ?? null },
  'score.band': { type: 'enum', options: BANDS, read: ({ score }) => score?.band ?? null },
  'score.cell': { type: 'enum', options: CELLS, read: ({ score }) => score?.cell ?? null },
  'score.stage': { type: 'enum', options: STAGES, read: ({ score }) => score?.stage ?? null },
  'score.category': { type: 'enum', options: CATEGORIES, read: ({ score }) => score?.category ?? null },
  'score.points': { type: 'number', read: ({ score }) => (score === null ? null : score.pointsMilli / 1_000) },
  'consent.marketing.email': { type: 'boolean', read: ({ consents }) => mayMail(consents) },
};

/** The value that a rule sees: points in points, consent as "granted by the latest word", null when unknown. */
export function readField(facts: FieldFacts, field: RuleField): FieldValue {
  return FIELDS[field].read(facts);
}

/** The type of a field, for the rule builder and for lint. */
export function fieldType(field: RuleField): FieldType {
  return FIELDS[field].type;
}

/** The values that an `enum` field may have, best or first one first; null for the other types. */
export function fieldOptions(field: RuleField): readonly (string | number)[] | null {
  return FIELDS[field].options ?? null;
}

/** Which operators make sense for a type. Properties of touchpoints are untyped and take all of them. */
export const OPERATORS_BY_TYPE: Readonly<Record<FieldType, readonly Operator[]>> = {
  text: ['is', 'is_not', 'one_of', 'none_of', 'contains', 'has_word', 'starts_with', 'is_empty', 'is_not_empty'],
  number: ['is', 'is_not', 'more_than', 'at_least', 'less_than', 'at_most', 'is_empty', 'is_not_empty'],
  enum: ['is', 'is_not', 'one_of', 'none_of', 'is_empty', 'is_not_empty'],
  boolean: ['is', 'is_not'],
};

/** Operators whose value is a list, those that also take one, and those that take none. */
export const LIST_OPERATORS: readonly Operator[] = ['one_of', 'none_of'];
export const LIST_OR_ONE_OPERATORS: readonly Operator[] = ['contains', 'has_word', 'starts_with'];
export const VALUELESS_OPERATORS: readonly Operator[] = ['is_empty', 'is_not_empty'];

function mayMail(consents: FieldFacts['consents']): boolean {
  const words = consents.filter(({ purpose, channel }) => purpose === 'marketing' && channel === 'email');
  const latest = words.reduce<(typeof words)[number] | null>(
    (best, word) => (best === null || word.at >= best.at ? word : best),
    null,
  );
  return latest?.state === 'granted';
}
