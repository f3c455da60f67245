import type { Dossier } from '@ripen/contracts';
import type { OperationId } from '../api/operation';

export type HandoffAction = Dossier['actions'][number];

/** The key of each action on the worklist. Claiming is accepting, from the pool. */
export const ACTION_KEYS: Readonly<Record<HandoffAction, string>> = {
  accept: 'A',
  claim: 'A',
  contact: 'C',
  follow_up: 'F',
  bant: 'B',
  quote: 'Q',
  won: 'W',
  lost: 'L',
  reject: 'R',
  reassign: 'M',
};

/** The order of the buttons: what usually comes first stands first. */
export const ACTION_ORDER = [
  'accept',
  'claim',
  'contact',
  'follow_up',
  'bant',
  'quote',
  'won',
  'lost',
  'reject',
  'reassign',
] as const satisfies readonly HandoffAction[];

/** What has to be read again after something happened to a handoff. */
export const AFTER_ACTION = [
  'getWorklist',
  'getBoard',
  'getHandoff',
  'getLead',
  'getLeadTimeline',
  'listNotifications',
] as const satisfies readonly OperationId[];
