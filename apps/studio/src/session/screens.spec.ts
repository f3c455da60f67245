import type { Me } from '@ripen/contracts';
import { type Role, ROLES } from '@ripen/domain';
import { landingOf, SCREENS, screensFor } from './screens';

function me(role: Role, inbox = true): Me {
  return {
    user: {
      id: '0190b0f0-0000-7000-8000-000000000001',
      name: 'Ada',
      email: 'ada@firma.example',
      role,
      language: 'de',
      zone: null,
      teamIds: [],
      absent: false,
      secondFactor: 'off',
    },
    workspace: { companyName: 'Firma AG', language: 'de', zone: 'Europe/Berlin', example: false, inbox },
  };
}

const keys = (role: Role, inbox?: boolean): string[] => screensFor(me(role, inbox)).map(({ key }) => key);

describe('the screens of the navigation', () => {
  it('shows a rep the worklist and the own leads, and nothing of marketing', () => {
    expect(keys('sales_rep')).toEqual(['worklist', 'leads', 'settings']);
  });

  it('shows a manager the board, and a marketer the journeys but no worklist', () => {
    expect(keys('sales_manager')).toEqual(['worklist', 'board', 'leads', 'scoring', 'settings']);
    expect(keys('marketer')).toEqual(['leads', 'journeys', 'scoring', 'content', 'settings', 'mailbox']);
  });

  it('shows an administrator everything, the mailbox only where there is one', () => {
    expect(keys('admin')).toEqual(SCREENS.map(({ key }) => key));
    expect(keys('admin', false)).not.toContain('mailbox');
  });

  it.each(ROLES)('lands a %s on a screen of the own navigation', (role) => {
    const paths = screensFor(me(role)).map(({ path }) => path);
    expect(paths.some((path) => landingOf(role).startsWith(path))).toBe(true);
  });
});
