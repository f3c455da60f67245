import type { Language } from '@ripen/domain';
import type { Duration } from '../duration';
import type { JourneyGraph } from '../graph';
import { draw, exit } from './drawing';
import { CONFIRMATION_MAIL, DELIVERY_MAIL } from './mails';

export interface OfferDeliveryOptions {
  /** The language of the node names; the mails are in both. */
  readonly language: Language;
  /** How long a confirmation is waited for. */
  readonly untilConfirmed?: Duration;
}

/** The built-in journey behind every form: asks for confirmation, then delivers the offer. Keyed by the submission. */
export function offerDelivery({
  language,
  untilConfirmed = { amount: 7, unit: 'days' },
}: OfferDeliveryOptions): JourneyGraph {
  return draw(
    [
      {
        id: 'start',
        kind: 'trigger',
        name: { de: 'Formular abgesendet', en: 'Form submitted' },
        at: [0, 0],
        config: { on: 'submission', offerSlug: null, only: null },
        to: { next: 'confirm' },
      },
      {
        id: 'confirm',
        kind: 'send_email',
        name: { de: 'Um Bestätigung bitten', en: 'Ask for confirmation' },
        at: [0, 1],
        config: { to: 'submission', purpose: 'transactional', onUnknown: 'go_on', content: CONFIRMATION_MAIL },
        to: { sent: 'confirmed', failed: 'not_delivered' },
      },
      {
        id: 'confirmed',
        kind: 'wait_until',
        name: { de: 'Bestätigt?', en: 'Confirmed?' },
        at: [0, 2],
        config: { events: [{ key: 'confirmed', kind: 'confirmed' }], timeout: untilConfirmed },
        to: { confirmed: 'deliver', timeout: 'not_confirmed' },
      },
      {
        id: 'deliver',
        kind: 'send_email',
        name: { de: 'Inhalt zusenden', en: 'Deliver the offer' },
        at: [0, 3],
        config: { to: 'lead', purpose: 'transactional', onUnknown: 'go_on', content: DELIVERY_MAIL },
        to: { sent: 'delivered', failed: 'not_delivered' },
      },
      exit('not_confirmed', [1, 3], { name: { de: 'Nicht bestätigt', en: 'Not confirmed' }, reason: 'not_confirmed' }),
      exit('delivered', [0, 4], { name: { de: 'Zugestellt', en: 'Delivered' }, reason: 'delivered' }),
      exit('not_delivered', [1, 4], {
        name: { de: 'Nicht zustellbar', en: 'Could not be delivered' },
        reason: 'not_delivered',
      }),
    ],
    language,
  );
}
