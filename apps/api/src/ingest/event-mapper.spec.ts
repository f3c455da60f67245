import type { IngestMessage } from '@ripen/contracts';
import { DEFAULT_MAPPING } from '../settings/default-mapping';
import { eventType, occurredAt, pageType, toEvent } from './event-mapper';
import { companyTraits, count, leadTraits } from './traits';

const NOW = Date.UTC(2026, 10, 23, 12);
const context = { mapping: DEFAULT_MAPPING, receivedAt: NOW, sentAt: null };

describe('when an event happened', () => {
  const iso = (ms: number) => new Date(ms).toISOString();

  it('is what the sender says, corrected by how wrong its clock is', () => {
    expect(occurredAt(iso(NOW - 60_000), iso(NOW), NOW)).toBe(NOW - 60_000);
    expect(occurredAt(iso(NOW + 3_540_000), iso(NOW + 3_600_000), NOW)).toBe(NOW - 60_000);
  });

  it('is never in our future and never nothing', () => {
    expect(occurredAt(iso(NOW + 60_000), null, NOW)).toBe(NOW);
    expect(occurredAt(null, null, NOW)).toBe(NOW);
    expect(occurredAt('yesterday', iso(NOW), NOW)).toBe(NOW);
  });
});

describe('the touchpoint type', () => {
  it('of an event comes from the table, whatever its case, else from its name', () => {
    expect(eventType('webinar registered', DEFAULT_MAPPING)).toBe('webinar_registered');
    expect(eventType('Order Completed', DEFAULT_MAPPING)).toBe('order_completed');
    expect(eventType('demoBooked', DEFAULT_MAPPING)).toBe('demo_booked');
    expect(eventType('3 Größen', DEFAULT_MAPPING)).toBe('event_3_gro_en');
  });

  it('of a page needs a whole part of the path', () => {
    expect(pageType('/produkte/retrofit', DEFAULT_MAPPING)).toBe('topic_page_visited');
    expect(pageType('/produkte', DEFAULT_MAPPING)).toBe('topic_page_visited');
    expect(pageType('/produktesuche', DEFAULT_MAPPING)).toBe('page_visited');
    expect(pageType('/karriere/ausbildung', DEFAULT_MAPPING)).toBe('careers_page_visited');
  });
});

describe('a message', () => {
  it('of a page keeps its path and drops what an address may carry', () => {
    const message = {
      type: 'page',
      anonymousId: 'a-1',
      properties: {
        url: 'https://www.firma.example/themen/retrofit?email=a%40b.example&utm_medium=cpc&utm_campaign=herbst',
        title: 'Retrofit',
      },
      context: { page: { referrer: 'https://suche.example/?q=name' } },
    } as unknown as IngestMessage;
    const event = toEvent(message, context);
    expect(event).toMatchObject({
      kind: 'touchpoint',
      type: 'topic_page_visited',
      properties: { path: '/themen/retrofit', title: 'Retrofit' },
      source: { channel: 'cpc', campaign: 'herbst', referrer: 'suche.example' },
    });
    expect(JSON.stringify(event)).not.toMatch(/b\.example|q=name/);
  });

  it('cannot pass for a form by its properties', () => {
    const message = {
      type: 'track',
      userId: 'u',
      event: 'form_submitted',
      properties: { submissionId: 's', offerSlug: 'o', plan: 'x' },
    } as unknown as IngestMessage;
    expect(toEvent(message, context)).toMatchObject({ properties: { plan: 'x' } });
    expect(JSON.stringify(toEvent(message, context))).not.toContain('submissionId');
  });

  it('of a kind that we do not use is passed over', () => {
    expect(toEvent({ type: 'screen', userId: 'u' } as unknown as IngestMessage, context)).toBeNull();
  });

  it('of a group says what is known of a company, by its id where it names none', () => {
    const group = (traits: object) =>
      toEvent({ type: 'group', userId: 'u', groupId: 'k-7', traits } as unknown as IngestMessage, context);
    expect(group({ name: 'Firma AG', employees: '6.000', website: 'https://www.firma.example' })).toMatchObject({
      kind: 'identify',
      lead: {},
      company: { name: 'Firma AG', employees: 6_000, domain: 'firma.example' },
    });
    expect(group({ industry: 'IT' })).toMatchObject({ company: { name: 'k-7', industry: 'IT' } });
  });
});

describe('traits', () => {
  it('are read by the names that SDKs use', () => {
    expect(
      leadTraits(
        {
          email: ' Maria@Firma.example ',
          name: 'Maria van Beispiel',
          title: 'Leiterin',
          address: { country: 'DE' },
          locale: 'de-DE',
        },
        { timezone: 'Europe/Berlin' },
      ),
    ).toEqual({
      email: 'maria@firma.example',
      firstName: 'Maria van',
      lastName: 'Beispiel',
      position: 'Leiterin',
      country: 'DE',
      language: 'de',
      zone: 'Europe/Berlin',
    });
  });

  it('set nothing that a public key must not set', () => {
    expect(
      leadTraits({ category: 'not_pseudo', buyingRole: 'decider', doNotProfile: false, ownerId: 'x' }, null),
    ).toEqual({});
    expect(companyTraits({ company: { name: 'Firma', relationship: 'customer' } })).toEqual({ name: 'Firma' });
  });

  it('of a company are taken from a name or an object', () => {
    expect(
      companyTraits({
        company: { name: 'Firma AG', employees: '6.000', industry: 'IT', website: 'https://www.firma.example/de' },
      }),
    ).toEqual({
      name: 'Firma AG',
      domain: 'firma.example',
      employees: 6_000,
      industry: 'IT',
    });
    expect(companyTraits({ company: 'Firma AG', employees: 12 })).toEqual({ name: 'Firma AG', employees: 12 });
    expect(companyTraits({ plan: 'x' })).toBeNull();
  });

  it.each([
    ['6.000', 6_000],
    ['6,000', 6_000],
    ['1 200', 1_200],
    [250, 250],
    ['1.5', null],
    ['50-100', null],
    ['', null],
  ])('%s people are %s', (text, number) => {
    expect(count(text)).toBe(number);
  });
});
