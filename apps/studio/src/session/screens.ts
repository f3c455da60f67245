import type { Me } from '@ripen/contracts';
import type { Role } from '@ripen/domain';
import type { OperationId } from '../api/operation';
import { mayCall } from './session';

/** The screens of the left navigation, in its order, each with the operation it cannot do without. */
export const SCREENS = [
  { key: 'worklist', path: '/worklist', needs: 'getWorklist' },
  { key: 'board', path: '/board', needs: 'getBoard' },
  { key: 'leads', path: '/leads', needs: 'listLeads' },
  { key: 'journeys', path: '/journeys', needs: 'listJourneys' },
  { key: 'scoring', path: '/scoring', needs: 'getScoringModel' },
  { key: 'content', path: '/content', needs: 'listOffers' },
  { key: 'settings', path: '/settings', needs: 'getMe' },
  { key: 'mailbox', path: '/mailbox', needs: 'listInbox' },
] as const satisfies readonly { key: string; path: string; needs: OperationId }[];
export type Screen = (typeof SCREENS)[number];
export type ScreenKey = Screen['key'];

/** What this person has business with. Settings are in everybody's list: at least the own account is there. */
export function screensFor({ user, workspace }: Me): readonly Screen[] {
  return SCREENS.filter(({ key, needs }) => mayCall(user.role, needs) && (key !== 'mailbox' || workspace.inbox));
}

const LANDING: Readonly<Record<Role, Screen['path'] | '/settings/attention'>> = {
  sales_rep: '/worklist',
  sales_manager: '/board',
  marketer: '/journeys',
  admin: '/settings/attention',
};

/** Where a role begins the day. */
export function landingOf(role: Role): string {
  return LANDING[role];
}
