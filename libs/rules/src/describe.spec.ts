import fc from 'fast-check';
import { OPERATORS, RULE_FIELDS, type Condition, type FieldRule, type TouchpointRule } from './condition';
import { describe as sentence, describeClause } from './describe';
import { evaluate } from './evaluate';
import { ruleFieldOptions } from './option-labels';
import { OPERATOR_LABELS, RULE_FIELD_LABELS } from './rule-labels';
import { anyCondition } from './any-rule.fixture';
import { factsOf, NOW } from './rule.fixture';

const field = (changes: Partial<FieldRule>): FieldRule => ({
  rule: 'field',
  field: 'lead.position',
  operator: 'is',
  value: 'Fachbereichsleiter',
  ...changes,
});
const did = (type: string, changes: Partial<TouchpointRule> = {}): TouchpointRule => ({
  rule: 'touchpoint',
  type,
  where: [],
  ...changes,
});
const clicked = (changes: Partial<TouchpointRule> = {}): TouchpointRule => did('email_link_clicked', changes);

test.each<[Condition, string, string]>([
  [
    { rule: 'all', of: [field({}), clicked({ atLeast: 2, withinDays: 30 })] },
    'Position ist Fachbereichsleiter und hat in den letzten 30 Tagen mindestens zweimal auf einen Link in einer E-Mail geklickt',
    'Position is Fachbereichsleiter and clicked a link in an e-mail at least twice within the last 30 days',
  ],
  [
    {
      rule: 'all',
      of: [
        field({}),
        { rule: 'any', of: [field({ field: 'company.industry', value: 'IT' }), did('webinar_registered')] },
      ],
    },
    'Position ist Fachbereichsleiter und (Branche ist IT oder hat sich für ein Webinar angemeldet)',
    'Position is Fachbereichsleiter and (industry is IT or registered for a webinar)',
  ],
  [
    field({ field: 'company.relationship', operator: 'one_of', value: ['competitor', 'own'] }),
    'Unternehmen ist Wettbewerber oder das eigene',
    'Company is a competitor or our own',
  ],
  [
    field({ field: 'company.relationship', operator: 'is_not', value: 'customer' }),
    'Unternehmen ist nicht Kunde',
    'Company is not a customer',
  ],
  [
    field({ field: 'company.employees', operator: 'more_than', value: '5000' }),
    'Mitarbeiterzahl liegt über 5.000',
    'Number of employees is more than 5,000',
  ],
  [
    field({ field: 'score.points', operator: 'at_least', value: 1_076.5 }),
    'Punktzahl beträgt mindestens 1.076,5',
    'Point total is at least 1,076.5',
  ],
  [
    field({ field: 'score.stage', operator: 'one_of', value: ['develop', 'sales_ready'] }),
    'Phase ist „entwickeln“ oder „vertriebsreif“',
    'Stage is “develop” or “sales-ready”',
  ],
  [
    field({ field: 'score.cell', operator: 'none_of', value: ['A1', 'B1'] }),
    'Zelle ist weder A1 noch B1',
    'Cell is neither A1 nor B1',
  ],
  [
    field({ field: 'score.cell', operator: 'none_of', value: ['A1', 'A2', 'B1'] }),
    'Zelle ist weder A1 noch A2 noch B1',
    'Cell is none of A1, A2, B1',
  ],
  [
    field({ operator: 'has_word', value: ['Praktikant', 'intern'] }),
    'Position enthält das Wort Praktikant oder intern',
    'Position contains the word Praktikant or intern',
  ],
  [field({ operator: 'is_empty', value: null }), 'Position ist nicht angegeben', 'Position is not given'],
  [
    field({ value: 'Forschung und Entwicklung' }),
    'Position ist „Forschung und Entwicklung“',
    'Position is “Forschung und Entwicklung”',
  ],
  [field({ value: null }), 'Position ist …', 'Position is …'],
  [field({ field: 'lead.known', value: false }), 'Lead ist noch anonym', 'Lead is still anonymous'],
  [
    { rule: 'not', of: field({ field: 'consent.marketing.email', value: true }) },
    'Einwilligung in Marketing-E-Mails liegt nicht vor',
    'Consent to marketing e-mail is not given',
  ],
  [{ rule: 'not', of: clicked() }, 'Hat auf keinen Link in einer E-Mail geklickt', 'Did not click a link in an e-mail'],
  [
    did('trade_fair_visited', { atMost: 1 }),
    'Hat uns höchstens einmal auf einer Messe besucht',
    'Visited us at a trade fair at most once',
  ],
  [
    did('content_requested', { atLeast: 3, atMost: 3 }),
    'Hat genau dreimal ein Content-Angebot angefordert',
    'Requested a content offer exactly 3 times',
  ],
  [
    did('topic_page_visited', { atLeast: 2, atMost: 4, withinDays: 1 }),
    'Hat in den letzten 24 Stunden 2- bis 4-mal eine Themen- oder Produktseite besucht',
    'Visited a topic or product page 2 to 4 times within the last 24 hours',
  ],
  [
    did('*', { exceptTypes: ['careers_page_visited'], atMost: 0 }),
    'Hatte keinen Touchpoint außer „Besuch einer Karriereseite“',
    'Had no touchpoint other than “Visited a careers page”',
  ],
  [
    { rule: 'not', of: { rule: 'all', of: [field({}), field({ field: 'company.industry', value: 'IT' })] } },
    'Nicht (Position ist Fachbereichsleiter und Branche ist IT)',
    'Not (position is Fachbereichsleiter and industry is IT)',
  ],
  [
    clicked({ where: [{ property: 'offer', operator: 'is', value: 'guide' }] }),
    'Hat auf einen Link in einer E-Mail geklickt („offer“ ist guide)',
    'Clicked a link in an e-mail (“offer” is guide)',
  ],
  [{ rule: 'all', of: [] }, 'Immer', 'Always'],
  [
    field({ operator: 'one_of', value: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] }),
    'Position ist a, b, c, d, e oder 3 weitere',
    'Position is a, b, c, d, e or 3 more',
  ],
])('says %j in both languages', (condition, de, en) => {
  expect(sentence(condition, 'de')).toBe(de);
  expect(sentence(condition, 'en')).toBe(en);
});

test('names of the workspace take the place of keys', () => {
  const condition = did('demo_requested', {
    atLeast: 2,
    where: [{ property: 'product', operator: 'is', value: 'X1' }],
  });
  const names = {
    touchpoints: { demo_requested: { de: 'Demo angefragt', en: 'Demo requested' } },
    properties: { product: { de: 'Produkt', en: 'product' } },
  };
  expect(sentence(condition, 'de', names)).toBe('Hat mindestens zweimal „Demo angefragt“ ausgelöst (Produkt ist X1)');
  expect(sentence(condition, 'en', names)).toBe('Triggered “Demo requested” at least twice (product is X1)');
  expect(sentence(field({ field: 'lead.persona', value: 'p-1' }), 'de', { personas: { 'p-1': 'Technik-Thea' } })).toBe(
    'Persona ist Technik-Thea',
  );
});

test('a clause fits into another sentence', () => {
  expect(describeClause(field({ field: 'company.industry', value: 'IT' }), 'en')).toBe('industry is IT');
});

test('any rule can be said in both languages without a hole', () => {
  fc.assert(
    fc.property(anyCondition, fc.constantFrom('de' as const, 'en' as const), (condition, language) => {
      expect(sentence(condition, language)).not.toMatch(/\b(?:undefined|null|NaN)\b|\[object/);
    }),
    { numRuns: 500 },
  );
});

test('the sentence of a negated rule is that of an equally decided one', () => {
  const turned = clicked({ atLeast: 2 });
  expect(sentence({ rule: 'not', of: turned }, 'de')).toBe(sentence(clicked({ atMost: 1 }), 'de'));
  expect(evaluate({ rule: 'not', of: turned }, factsOf(), NOW).met).toBe(
    evaluate(clicked({ atMost: 1 }), factsOf(), NOW).met,
  );
});

test('fields, operators and options have labels in both languages', () => {
  const options = RULE_FIELDS.flatMap((name) => ruleFieldOptions(name) ?? []);
  const labels = [
    ...RULE_FIELDS.map((name) => RULE_FIELD_LABELS[name]),
    ...OPERATORS.map((name) => OPERATOR_LABELS[name]),
    ...options.map(({ label }) => label),
  ];
  for (const label of labels) expect([label.de.length > 0, label.en.length > 0]).toEqual([true, true]);
});
