import { DAY, HOUR } from '@ripen/domain';
import { deadlineAfter, zoneOf } from './duration';
import { aCompany, aLead, MONDAY } from './lead.fixture';

describe('a duration', () => {
  it('of hours runs by the clock, over a change of the clocks too', () => {
    const saturday = Date.UTC(2026, 9, 24, 8);
    expect(deadlineAfter({ amount: 24, unit: 'hours' }, saturday, 'Europe/Berlin')).toBe(saturday + DAY);
  });

  it('of days keeps the time of day: 25 hours in October, 23 in March', () => {
    const october = Date.UTC(2026, 9, 24, 8);
    const march = Date.UTC(2026, 2, 28, 8);
    expect(deadlineAfter({ amount: 1, unit: 'days' }, october, 'Europe/Berlin')).toBe(october + 25 * HOUR);
    expect(deadlineAfter({ amount: 1, unit: 'days' }, march, 'Europe/Berlin')).toBe(march + 23 * HOUR);
  });

  it('of days that ends in the hour that the clocks skip ends after it', () => {
    const halfPastTwo = Date.UTC(2026, 2, 28, 1, 30);
    expect(deadlineAfter({ amount: 1, unit: 'days' }, halfPastTwo, 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 1, 30));
  });
});

describe('the zone of a lead', () => {
  it("is its own, else its company's, else the workspace's; names that no calendar knows are passed over", () => {
    const zones = (lead: string | null, company: string | null) =>
      zoneOf({ lead: aLead({ zone: lead }), company: aCompany({ zone: company }) }, 'Europe/Berlin');
    expect(zones('Asia/Tokyo', 'Europe/Vienna')).toBe('Asia/Tokyo');
    expect(zones(null, 'Europe/Vienna')).toBe('Europe/Vienna');
    expect(zones('Mars/Olympus', null)).toBe('Europe/Berlin');
    expect(zoneOf({ lead: aLead(), company: null }, 'Nowhere')).toBe('UTC');
    expect(deadlineAfter({ amount: 1, unit: 'days' }, MONDAY, zones('Mars/Olympus', null))).toBe(MONDAY + DAY);
  });
});
