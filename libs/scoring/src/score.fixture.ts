import { DAY, type Company, type EpochMs, type Lead, type Touchpoint } from '@ripen/domain';

/** 2026-03-02T09:00:00Z: any fixed instant does. */
export const NOW: EpochMs = 1_772_442_000_000;

/** A known lead of whom nothing else is known. */
export function leadOf(fields: Partial<Lead> = {}): Lead {
  return {
    id: 'lead-1',
    known: true,
    email: null,
    firstName: null,
    lastName: null,
    position: null,
    department: null,
    phone: null,
    country: null,
    language: 'de',
    zone: null,
    buyingRole: 'unknown',
    persona: null,
    doNotProfile: false,
    categoryByHand: null,
    companyId: 'company-1',
    ownerId: null,
    createdAt: NOW - 90 * DAY,
    ...fields,
  };
}

export function companyOf(fields: Partial<Company> = {}): Company {
  return {
    id: 'company-1',
    name: 'Muster Werke',
    domain: null,
    relationship: 'prospect',
    employees: null,
    industry: null,
    country: null,
    zone: null,
    ...fields,
  };
}

/** Touchpoints by type and number, a day apart, the newest a day ago. */
export function historyOf(did: Readonly<Record<string, number>>): Touchpoint[] {
  const types = Object.entries(did).flatMap(([type, times]) => Array.from({ length: times }, () => type));
  return types.map((type, index) => {
    const occurredAt = NOW - (types.length - index) * DAY;
    return {
      id: `touchpoint-${index + 1}`,
      type,
      occurredAt,
      receivedAt: occurredAt,
      properties: {},
      source: { channel: null, campaign: null, referrer: null },
      enrollmentId: null,
    };
  });
}
