import { portName } from './port-names';

const waitUntil = {
  kind: 'wait_until' as const,
  config: {
    events: [
      { key: 'clicked', kind: 'touchpoint', type: 'email_link_clicked' },
      { key: 'event_2', kind: 'stage', stages: ['develop', 'sales_ready'] },
      { key: 'event_3', kind: 'touchpoint', type: 'webinar_registered' },
      { key: 'event_4', kind: 'touchpoint', type: '*' },
    ],
    timeout: { amount: 7, unit: 'days' },
  },
};

describe('the words at the ports', () => {
  it('are the shipped ones where there are any, also where the English word is the key itself', () => {
    expect([portName(waitUntil, 'clicked', 'de'), portName(waitUntil, 'clicked', 'en')]).toEqual([
      'geklickt',
      'clicked',
    ]);
    expect(portName(waitUntil, 'timeout', 'de')).toBe('Frist abgelaufen');
  });

  it('say what is waited for where the key says nothing', () => {
    expect(portName(waitUntil, 'event_2', 'en')).toBe('develop / sales-ready');
    expect(portName(waitUntil, 'event_3', 'de')).toBe('Webinar-Anmeldung');
    expect(portName(waitUntil, 'event_4', 'en')).toBe('anything');
  });

  it('say what is waited for when a click was turned into something else and the key stayed', () => {
    const config = { events: [{ key: 'clicked', kind: 'stage', stages: ['sales_ready'] }], timeout: null };
    expect(portName({ kind: 'wait_until', config }, 'clicked', 'en')).toBe('sales-ready');
  });

  it('are the key where nothing else is known', () => {
    expect(portName({ kind: 'wait_until', config: {} }, 'event_9', 'de')).toBe('event_9');
  });
});
