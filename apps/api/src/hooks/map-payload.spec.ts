import type { HookMapping } from '@ripen/contracts';
import { mapPayload, valueAt } from './map-payload';

const MAPPING: HookMapping = {
  userId: null,
  email: 'contact.emails.0.value',
  occurredAt: 'at',
  messageId: null,
  fields: [
    { field: 'lastName', path: 'contact.name' },
    { field: 'company.name', path: 'firm' },
    { field: 'company.employees', path: 'size' },
  ],
  touchpoint: { type: 'webinar_attended', properties: [{ name: 'minutes', path: 'minutes' }] },
};
const PAYLOAD = {
  contact: { emails: [{ value: ' Maria@Firma.example ' }], name: 'Beispiel' },
  firm: 'Firma AG',
  size: 250,
  minutes: 42,
  at: '2026-11-24T10:00:00Z',
};

describe('a payload', () => {
  it('becomes what an SDK would have said', () => {
    const mapped = mapPayload(PAYLOAD, MAPPING, 'hook:s:m');
    const who = { anonymousId: expect.stringMatching(/^hook:[0-9a-f]{64}$/), timestamp: '2026-11-24T10:00:00Z' };
    expect(mapped).toEqual({
      ok: true,
      messages: [
        {
          ...who,
          type: 'identify',
          messageId: 'hook:s:m:identify',
          traits: { email: 'maria@firma.example', lastName: 'Beispiel', company: { name: 'Firma AG', employees: 250 } },
        },
        { ...who, type: 'track', messageId: 'hook:s:m:track', event: 'webinar_attended', properties: { minutes: 42 } },
      ],
    });
  });

  it('that names nobody is refused', () => {
    for (const payload of [{}, [], null, 'text', { contact: { emails: [{ value: 'no address' }] } }])
      expect(mapPayload(payload, MAPPING, 'm')).toEqual({
        ok: false,
        problems: [{ path: 'contact.emails.0.value', problem: 'names_nobody' }],
      });
  });

  it('is read by its own names alone', () => {
    for (const path of [
      'constructor',
      '__proto__.polluted',
      'contact.constructor.name',
      'contact.emails.length.toString',
    ])
      expect(valueAt(PAYLOAD, path)).toBeUndefined();
    expect(valueAt(JSON.parse('{"__proto__":{"a":1}}'), '__proto__.a')).toBe(1);
  });
});
