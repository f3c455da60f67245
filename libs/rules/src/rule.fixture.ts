import { DAY, type Company, type EpochMs, type Lead, type LeadFacts, type Score, type Touchpoint } from '@ripen/domain';
import { UNKNOWN_COMPANY, UNKNOWN_LEAD } from './unknown-lead';

/** 2026-03-02T09:00:00Z: any fixed instant does. */
export const NOW: EpochMs = 1_772_442_000_000;

const LEAD: Lead = {
  ...UNKNOWN_LEAD,
  id: 'lead-1',
  email: 'maria@example.com',
  firstName: 'Maria',
  lastName: 'Muster',
  position: 'Fachbereichsleiter',
  country: 'DE',
  language: 'de',
  zone: 'Europe/Berlin',
  companyId: 'company-1',
  createdAt: NOW - 90 * DAY,
};

const COMPANY: Company = {
  ...UNKNOWN_COMPANY,
  id: 'company-1',
  name: 'Muster Werke',
  domain: 'muster.example',
  employees: 6_000,
  industry: 'IT',
  country: 'DE',
};

export const SCORE: Score = {
  modelVersion: 1,
  grade: 'B',
  band: 3,
  cell: 'B3',
  stage: 'nurture',
  category: 'looking',
  pseudoReason: null,
  pointsMilli: 30_500,
  answered: 3,
  criteria: 3,
  scoredAt: NOW,
};

/** A known head of department at an IT company who has done nothing yet. */
export function factsOf(
  changes: Partial<LeadFacts> & { readonly leadFields?: Partial<Lead>; readonly companyFields?: Partial<Company> } = {},
): LeadFacts {
  const { leadFields, companyFields, ...facts } = changes;
  return {
    lead: { ...LEAD, ...leadFields },
    company: { ...COMPANY, ...companyFields },
    score: SCORE,
    consents: [],
    suppressed: false,
    touchpoints: [],
    feedback: [],
    ...facts,
  };
}

export function touchpointOf(
  type: string,
  occurredAt: EpochMs,
  properties: Readonly<Record<string, unknown>> = {},
): Touchpoint {
  return {
    id: `${type}-${occurredAt}`,
    type,
    occurredAt,
    receivedAt: occurredAt,
    properties,
    source: { channel: null, campaign: null, referrer: null },
    enrollmentId: null,
  };
}
