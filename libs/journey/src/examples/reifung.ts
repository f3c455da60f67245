import type { Language } from '@ripen/domain';
import type { Duration } from '../duration';
import type { JourneyGraph } from '../graph';
import type { AwaitedConfig } from '../nodes/wait-until.node';
import { draw, ripenAndHandOff, RIPE, type Step } from './drawing';
import { guideMail, guideReminderMail } from './mails';

export interface ReifungOptions {
  /** The team that gets the ripe leads. */
  readonly teamId: string;
  /** Null: the workspace's default. */
  readonly policyId?: string | null;
  /** The language of the node names; the mails are in both. */
  readonly language: Language;
  /** The page that the mails lead to. */
  readonly guideUrl: string;
  /** From the guide to the reminder. */
  readonly untilReminder?: Duration;
  /** From the reminder to going on without a click. */
  readonly afterReminder?: Duration;
  /** How long a lead may take to ripen. */
  readonly untilRipe?: Duration;
}

const CLICKED: AwaitedConfig = {
  key: 'clicked',
  kind: 'touchpoint',
  type: 'email_link_clicked',
  where: [],
  since: 'last_message',
};

/** *Reifung*: nurtures a "just looking" lead by content until it is sales-ready, then hands it off. Never for customers. */
export function reifung({
  teamId,
  policyId = null,
  language,
  guideUrl,
  untilReminder = { amount: 7, unit: 'days' },
  afterReminder = { amount: 7, unit: 'days' },
  untilRipe = { amount: 90, unit: 'days' },
}: ReifungOptions): JourneyGraph {
  return draw(
    [
      START,
      sendGuide(guideUrl),
      {
        id: 'click',
        kind: 'wait_until',
        name: { de: 'Leitfaden gelesen?', en: 'Guide read?' },
        at: [0, 2],
        config: { events: [CLICKED, RIPE], timeout: untilReminder },
        to: { clicked: 'ripening', ripe: 'sales', timeout: 'reminder' },
      },
      remind(guideUrl),
      {
        id: 'second_click',
        kind: 'wait_until',
        name: { de: 'Nach der Erinnerung gelesen?', en: 'Read after the reminder?' },
        at: [1, 4],
        config: { events: [CLICKED, RIPE], timeout: afterReminder },
        to: { clicked: 'ripening', ripe: 'sales', timeout: 'ripening' },
      },
      ...ripenAndHandOff(5, { teamId, policyId, untilRipe }),
    ],
    language,
  );
}

const START: Step<'trigger'> = {
  id: 'start',
  kind: 'trigger',
  name: { de: 'Lead wird gepflegt oder entwickelt', en: 'Lead is to be nurtured or developed' },
  at: [0, 0],
  config: {
    on: 'stage',
    stages: ['nurture', 'develop'],
    only: { rule: 'field', field: 'company.relationship', operator: 'is_not', value: 'customer' },
  },
  to: { next: 'guide' },
};

/** Who may not be written to can ripen all the same. */
function sendGuide(url: string): Step<'send_email'> {
  return {
    id: 'guide',
    kind: 'send_email',
    name: { de: 'Leitfaden senden', en: 'Send the guide' },
    at: [0, 1],
    config: { to: 'lead', purpose: 'marketing', onUnknown: 'go_on', content: guideMail(url) },
    to: { sent: 'click', failed: 'ripening' },
  };
}

function remind(url: string): Step<'send_email'> {
  return {
    id: 'reminder',
    kind: 'send_email',
    name: { de: 'Erinnern', en: 'Remind' },
    at: [1, 3],
    config: { to: 'lead', purpose: 'marketing', onUnknown: 'go_on', content: guideReminderMail(url) },
    to: { sent: 'second_click', failed: 'ripening' },
  };
}
