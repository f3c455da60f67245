import type { Condition } from '@ripen/rules';
import {
  INDUSTRY_SYNONYMS,
  NO_ANSWER_TEXTS,
  POSITION_SYNONYMS,
  PSEUDO_POSITION_STARTS,
  PSEUDO_POSITION_WORDS,
  PSEUDO_POSITIONS,
} from './example-synonyms';
import { touchpointLabel } from './labels';
import type { Criterion, ScoringModel } from './model';
import { CAREERS_TOUCHPOINT } from './tally';

const POSITION: Criterion = {
  kind: 'text',
  key: 'position',
  label: { de: 'Position', en: 'Position' },
  field: 'lead.position',
  grades: {
    A: {
      label: { de: 'Geschäfts-/Marketing-Leitung', en: 'Managing director / head of marketing' },
      synonyms: POSITION_SYNONYMS.A,
    },
    B: { label: { de: 'Fachbereichsleiter', en: 'Head of department' }, synonyms: POSITION_SYNONYMS.B },
    C: { label: { de: 'Marketing-Manager', en: 'Marketing manager' }, synonyms: POSITION_SYNONYMS.C },
    D: { label: { de: 'sonstige oder unbekannt', en: 'other or unknown' }, synonyms: POSITION_SYNONYMS.D },
  },
  otherwise: 'D',
  unanswered: 'D',
};

const EMPLOYEES: Criterion = {
  kind: 'number',
  key: 'employees',
  label: { de: 'Firmengröße (Mitarbeiter)', en: 'Company size (employees)' },
  field: 'company.employees',
  grades: { A: { moreThan: 10_000 }, B: { moreThan: 5_000 }, C: { moreThan: 2_500 }, D: { moreThan: 100 } },
  otherwise: 'D',
  unanswered: 'skip',
};

const INDUSTRY: Criterion = {
  kind: 'text',
  key: 'industry',
  label: { de: 'Branche', en: 'Industry' },
  field: 'company.industry',
  grades: {
    A: { label: { de: 'Anlagenbau', en: 'Plant engineering' }, synonyms: INDUSTRY_SYNONYMS.A },
    B: { label: { de: 'IT', en: 'IT' }, synonyms: INDUSTRY_SYNONYMS.B },
    C: { label: { de: 'Handel', en: 'Trade' }, synonyms: INDUSTRY_SYNONYMS.C },
    D: { label: { de: 'Consulting', en: 'Consulting' }, synonyms: INDUSTRY_SYNONYMS.D },
  },
  otherwise: 'D',
  unanswered: 'skip',
};

const COMPETITOR_OR_OWN: Condition = {
  rule: 'field',
  field: 'company.relationship',
  operator: 'one_of',
  value: ['competitor', 'own'],
};

const STUDENT_INTERN_OR_APPLICANT: Condition = {
  rule: 'any',
  of: [
    { rule: 'field', field: 'lead.position', operator: 'has_word', value: [...PSEUDO_POSITION_WORDS] },
    { rule: 'field', field: 'lead.position', operator: 'one_of', value: [...PSEUDO_POSITIONS] },
    { rule: 'field', field: 'lead.position', operator: 'starts_with', value: [...PSEUDO_POSITION_STARTS] },
  ],
};

const CAREERS_PAGES_ONLY: Condition = {
  rule: 'all',
  of: [
    { rule: 'touchpoint', type: CAREERS_TOUCHPOINT, where: [], atLeast: 1 },
    { rule: 'touchpoint', type: '*', exceptTypes: [CAREERS_TOUCHPOINT], where: [], atMost: 0 },
  ],
};

const POINTS = {
  content_requested: 20,
  email_link_clicked: 15,
  topic_page_visited: 10,
  webinar_registered: 25,
  trade_fair_visited: 30,
};

/** The model of the example workspace, and the one a new workspace starts with. Version 1. */
export const EXAMPLE_MODEL: ScoringModel = {
  schema: 1,
  version: 1,
  name: { de: 'Beispielmodell', en: 'Example model' },
  criteria: [POSITION, EMPLOYEES, INDUSTRY],
  noAnswer: [...NO_ANSWER_TEXTS],
  combine: {
    values: { A: 4, B: 3, C: 2, D: 1 },
    weights: { position: 1, employees: 1, industry: 1 },
    thresholds: { A: 3.5, B: 2.5, C: 1.5, D: 0 },
  },
  points: Object.entries(POINTS).map(([type, points]) => ({ type, label: touchpointLabel(type), points })),
  bands: [
    { band: 4, fromMilli: 0 },
    { band: 3, fromMilli: 26_000 },
    { band: 2, fromMilli: 51_000 },
    { band: 1, fromMilli: 76_000 },
  ],
  matrix: {
    A1: 'sales_ready',
    A2: 'sales_ready',
    A3: 'develop',
    A4: 'nurture',
    B1: 'sales_ready',
    B2: 'develop',
    B3: 'nurture',
    B4: 'nurture',
    C1: 'develop',
    C2: 'nurture',
    C3: 'nurture',
    C4: 'nurture',
    D1: 'nurture',
    D2: 'park',
    D3: 'park',
    D4: 'park',
  },
  pseudoRules: [
    {
      key: 'company_relationship',
      label: { de: 'Wettbewerber oder eigenes Unternehmen', en: 'Competitor or own company' },
      condition: COMPETITOR_OR_OWN,
    },
    {
      key: 'position',
      label: { de: 'Studium, Praktikum oder Bewerbung', en: 'Student, intern or applicant' },
      condition: STUDENT_INTERN_OR_APPLICANT,
    },
    {
      key: 'careers_only',
      label: { de: 'Nur Karriereseiten besucht', en: 'Visited careers pages only' },
      condition: CAREERS_PAGES_ONLY,
    },
  ],
};
