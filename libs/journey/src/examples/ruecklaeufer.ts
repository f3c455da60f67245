import type { Language } from '@ripen/domain';
import { ANY_TOUCHPOINT } from '@ripen/rules';
import type { Duration } from '../duration';
import type { JourneyGraph } from '../graph';
import { draw, ripenAndHandOff } from './drawing';
import { anotherTryMail } from './mails';

export interface RuecklaeuferOptions {
  /** The team that gets the leads that ripen again. */
  readonly teamId: string;
  /** Null: the workspace's default. */
  readonly policyId?: string | null;
  /** The language of the node names; the mails are in both. */
  readonly language: Language;
  /** The page that the mail leads to. */
  readonly newsUrl: string;
  /** How long to leave a lead in peace that does nothing new. */
  readonly rest?: Duration;
  /** How long a lead may take to ripen again. */
  readonly untilRipe?: Duration;
}

/**
 * *Rückläufer*: a lost lead whose time was not right is nurtured again. It first waits for something new, since a lead that kept its points
 * would bounce straight back to sales.
 */
export function ruecklaeufer({
  teamId,
  policyId = null,
  language,
  newsUrl,
  rest = { amount: 30, unit: 'days' },
  untilRipe = { amount: 180, unit: 'days' },
}: RuecklaeuferOptions): JourneyGraph {
  return draw(
    [
      {
        id: 'start',
        kind: 'trigger',
        name: { de: 'Verloren, weil der Zeitpunkt nicht passte', en: 'Lost because the time was not right' },
        at: [0, 0],
        config: { on: 'feedback', kinds: ['lost'], unmet: ['time'], only: null },
        to: { next: 'peace' },
      },
      {
        id: 'peace',
        kind: 'wait_until',
        name: { de: 'Ruhen lassen', en: 'Leave in peace' },
        at: [0, 1],
        config: {
          events: [{ key: 'stirs', kind: 'touchpoint', type: ANY_TOUCHPOINT, where: [], since: 'wait' }],
          timeout: rest,
        },
        to: { stirs: 'another_try', timeout: 'another_try' },
      },
      {
        id: 'another_try',
        kind: 'send_email',
        name: { de: 'Noch einmal ansprechen', en: 'Write once more' },
        at: [0, 2],
        config: { to: 'lead', purpose: 'marketing', onUnknown: 'go_on', content: anotherTryMail(newsUrl) },
        to: { sent: 'ripening', failed: 'ripening' },
      },
      ...ripenAndHandOff(3, { teamId, policyId, untilRipe }),
    ],
    language,
  );
}
