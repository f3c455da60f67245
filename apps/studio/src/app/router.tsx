import { TIMELINE_GROUPS } from '@ripen/contracts';
import { CATEGORIES, CELLS, STAGES } from '@ripen/domain';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { z } from 'zod';
import { ApiFailure } from '../api/failure';
import { apiQuery, queryClient } from '../api/queries';
import { ownPathSchema } from '../session/own-path';
import { landingOf } from '../session/screens';
import { meQuery } from '../session/session';
import { CrashPage, MissingPage } from './CrashPage';
import { PendingPage } from './PendingPage';

const root = createRootRoute({ component: Outlet, errorComponent: CrashPage, notFoundComponent: MissingPage });

/** Sends a first visit to set-up, an unknown visitor to sign-in. */
async function requireSession({ location }: { location: { href: string } }): Promise<void> {
  try {
    const { user } = await queryClient.ensureQueryData(meQuery);
    // Nothing else is answered before it is set up.
    if (user.secondFactor === 'missing' && !location.href.startsWith('/settings/account'))
      throw redirect({ to: '/settings/$section', params: { section: 'account' } });
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.status !== 401) throw error;
    const { done } = await queryClient.fetchQuery(apiQuery('getSetup', {}));
    if (!done) throw redirect({ to: '/setup' });
    throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } });
  }
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: z.object({
    to: ownPathSchema.optional().catch(undefined),
  }),
  beforeLoad: async () => {
    const { done } = await queryClient.fetchQuery(apiQuery('getSetup', {}));
    if (!done) throw redirect({ to: '/setup' });
  },
  component: lazyRouteComponent(() => import('../entry/SignInPage'), 'SignInPage'),
});

const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  component: lazyRouteComponent(() => import('../entry/PasswordLinkPage'), 'JoinPage'),
});
const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  component: lazyRouteComponent(() => import('../entry/PasswordLinkPage'), 'ResetPage'),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  beforeLoad: async () => {
    const { done } = await queryClient.fetchQuery(apiQuery('getSetup', {}));
    if (done) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('../entry/SetupPage'), 'SetupPage'),
});

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: requireSession,
  pendingComponent: PendingPage,
  component: lazyRouteComponent(() => import('../shell/Shell'), 'Shell'),
});

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: async () => {
    const me = await queryClient.ensureQueryData(meQuery);
    throw redirect({ to: landingOf(me.user.role) });
  },
});

const worklist = createRoute({
  getParentRoute: () => shell,
  path: '/worklist',
  component: lazyRouteComponent(() => import('../worklist/WorklistPage'), 'WorklistPage'),
});
const worklistItem = createRoute({ getParentRoute: () => worklist, path: '$handoffId' });

const board = createRoute({
  getParentRoute: () => shell,
  path: '/board',
  validateSearch: z.object({
    team: z.string().optional().catch(undefined),
    view: z.enum(['urgency', 'rep']).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('../board/BoardPage'), 'BoardPage'),
});

/** A list in the address bar; anything unreadable is left out rather than refused. */
const listOf = <T extends string>(values: readonly [T, ...T[]]) => z.array(z.enum(values)).optional().catch(undefined);
export const leadsSearchSchema = z.object({
  search: z.string().optional().catch(undefined),
  stage: listOf(STAGES),
  cell: listOf(CELLS as [(typeof CELLS)[number], ...(typeof CELLS)[number][]]),
  category: listOf(CATEGORIES),
  known: z.boolean().optional().catch(undefined),
  sort: z.string().optional().catch(undefined),
});

const leads = createRoute({
  getParentRoute: () => shell,
  path: '/leads',
  validateSearch: leadsSearchSchema,
  component: lazyRouteComponent(() => import('../leads/LeadsPage'), 'LeadsPage'),
});
const lead = createRoute({
  getParentRoute: () => shell,
  path: '/leads/$leadId',
  validateSearch: z.object({
    group: z
      .enum(['all', ...TIMELINE_GROUPS])
      .optional()
      .catch(undefined),
  }),
  component: lazyRouteComponent(() => import('../leads/LeadPage'), 'LeadPage'),
});

const imports = createRoute({
  getParentRoute: () => shell,
  path: '/imports',
  component: lazyRouteComponent(() => import('../imports/ImportsPage'), 'ImportsPage'),
});
const importRoute = createRoute({
  getParentRoute: () => shell,
  path: '/imports/$importId',
  component: lazyRouteComponent(() => import('../imports/ImportPage'), 'ImportPage'),
});

const journeys = createRoute({
  getParentRoute: () => shell,
  path: '/journeys',
  component: lazyRouteComponent(() => import('../journeys'), 'JourneyListPage'),
});
const journey = createRoute({
  getParentRoute: () => shell,
  path: '/journeys/$journeyId',
  // What is looked at: a link or a reload opens the same view, live at one step, or one published version.
  validateSearch: z.object({
    mode: z.enum(['build', 'live', 'history']).optional().catch(undefined),
    node: z.string().optional().catch(undefined),
    version: z.number().int().positive().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('../journeys'), 'JourneyPage'),
});

const scoring = createRoute({
  getParentRoute: () => shell,
  path: '/scoring',
  component: lazyRouteComponent(() => import('../scoring/ScoringPage'), 'ScoringPage'),
});
const content = createRoute({
  getParentRoute: () => shell,
  path: '/content',
  component: lazyRouteComponent(() => import('../content/ContentPage'), 'ContentPage'),
});
const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: lazyRouteComponent(() => import('../settings/SettingsPage'), 'SettingsPage'),
});
const settingsSection = createRoute({ getParentRoute: () => settings, path: '$section' });
const erasure = createRoute({
  getParentRoute: () => shell,
  path: '/erasures/$erasureId',
  component: lazyRouteComponent(() => import('../privacy/ReceiptPage'), 'ReceiptPage'),
});
const mailbox = createRoute({
  getParentRoute: () => shell,
  path: '/mailbox',
  validateSearch: z.object({ search: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../mailbox/MailboxPage'), 'MailboxPage'),
});
const mail = createRoute({ getParentRoute: () => mailbox, path: '$mailId' });

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    join,
    reset,
    setup,
    shell.addChildren([
      home,
      worklist.addChildren([worklistItem]),
      board,
      leads,
      lead,
      imports,
      importRoute,
      journeys,
      journey,
      scoring,
      content,
      erasure,
      settings.addChildren([settingsSection]),
      mailbox.addChildren([mail]),
    ]),
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: CrashPage,
  defaultNotFoundComponent: MissingPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
