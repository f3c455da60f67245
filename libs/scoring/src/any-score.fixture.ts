import type { Company, Lead, Touchpoint } from '@ripen/domain';
import fc from 'fast-check';
import type { Adjustment } from './rescore';
import { companyOf, historyOf, leadOf, NOW } from './score.fixture';

const position = fc.option(
  fc.oneof(
    fc.constantFrom('CEO', 'Fachbereichsleiter', 'Marketing-Manager', 'Werkstudent', 'unbekannt', ' '),
    fc.string(),
  ),
);
const industry = fc.option(fc.oneof(fc.constantFrom('IT', 'Anlagenbau', 'Einzelhandel', 'Beratung'), fc.string()));

export const anyLead: fc.Arbitrary<Lead> = fc
  .record({ position, categoryByHand: fc.constantFrom(null, null, null, 'pseudo' as const, 'not_pseudo' as const) })
  .map(leadOf);

export const anyCompany: fc.Arbitrary<Company | null> = fc.option(
  fc
    .record({
      employees: fc.option(fc.oneof(fc.constantFrom(0, 100, 101, 2_500, 2_501, 5_000, 10_000, 10_001), fc.nat())),
      industry,
      relationship: fc.constantFrom('prospect' as const, 'customer' as const, 'competitor' as const, 'own' as const),
    })
    .map(companyOf),
);

const times = fc.integer({ min: 0, max: 3 });
export const anyTouchpoints: fc.Arbitrary<Touchpoint[]> = fc
  .record(
    {
      content_requested: times,
      email_link_clicked: times,
      webinar_registered: times,
      careers_page_visited: times,
      never_heard_of: times,
    },
    { requiredKeys: [] },
  )
  .map((did) => historyOf(Object.fromEntries(Object.entries(did).map(([type, count]) => [type, count ?? 0]))));

export const anyAdjustments: fc.Arbitrary<Adjustment[]> = fc
  .array(fc.integer({ min: -120_000, max: 60_000 }), { maxLength: 3 })
  .map((all) =>
    all.map((pointsMilli, index) => ({
      id: `adjustment-${index}`,
      pointsMilli,
      reason: 'any',
      occurredAt: NOW - index,
    })),
  );
