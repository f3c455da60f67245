import { DAY, type Company, type EpochMs, type Lead, type Touchpoint } from '@ripen/domain';
import { UNKNOWN_COMPANY, UNKNOWN_LEAD } from '@ripen/rules';

/** 2026-03-02T09:00:00Z: any fixed instant does. */
export const NOW: EpochMs = 1_772_442_000_000;

/** A known lead of whom nothing else is known. */
export function leadOf(fields: Partial<Lead> = {}): Lead {
  return {
    ...UNKNOWN_LEAD,
    id: 'lead-1',
    language: 'de',
    companyId: 'company-1',
    createdAt: NOW - 90 * DAY,
    ...fields,
  };
}

export function companyOf(fields: Partial<Company> = {}): Company {
  return { ...UNKNOWN_COMPANY, id: 'company-1', name: 'Muster Werke', ...fields };
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
