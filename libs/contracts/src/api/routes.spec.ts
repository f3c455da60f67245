import { ERRORS } from './errors';
import { ROUTES } from './routes';
import { KEY_SCOPES } from './scopes';

describe('the route table', () => {
  it('names every method and path once', () => {
    const seen = ROUTES.map((route) => `${route.method} ${route.path}`);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('says of every operation what it does', () => {
    expect(ROUTES.filter((route) => route.summary.trim() === '')).toEqual([]);
  });

  it('lets the public into no management operation but set-up, what leads to a session, and the description', () => {
    const open = ROUTES.filter((route) => route.roles === 'public' && route.path.startsWith('/api/'));
    expect(open.map((route) => route.operationId).sort()).toEqual([
      'acceptInvitation',
      'askPasswordReset',
      'getOpenApi',
      'getSetup',
      'lookAtInvitation',
      'resetPassword',
      'runSetup',
      'signIn',
    ]);
  });

  it('gives a scope only to what people of some role may do, and lets no key make keys or people of its own account', () => {
    const scoped = ROUTES.filter(({ scope }) => scope !== undefined);
    expect(scoped.filter(({ roles }) => !Array.isArray(roles))).toEqual([]);
    expect(scoped.filter(({ path }) => /^\/api\/(keys|sessions?)\b/.test(path))).toEqual([]);
  });

  it('gives no scope to nothing, and to a change none that reads', () => {
    expect(KEY_SCOPES.filter((scope) => !ROUTES.some((route) => route.scope === scope))).toEqual([]);
    // An address stands in a body, never in a URL that is logged: these ask and change nothing.
    const reading = ['validateJourney', 'tryScoringModel', 'previewMail', 'checkSuppression', 'previewErasure'];
    const changing = ROUTES.filter(({ method, operationId }) => method !== 'GET' && !reading.includes(operationId));
    expect(changing.filter(({ scope }) => scope?.endsWith(':read'))).toEqual([]);
  });

  it('gives nothing but safe methods to a GET', () => {
    expect(ROUTES.filter((route) => route.method === 'GET' && route.body)).toEqual([]);
  });

  it('lets every role into something', () => {
    for (const role of ['admin', 'marketer', 'sales_manager', 'sales_rep'] as const) {
      expect(ROUTES.some((route) => Array.isArray(route.roles) && route.roles.includes(role))).toBe(true);
    }
  });
});

describe('the error codes', () => {
  it('speak German and English', () => {
    for (const { message } of Object.values(ERRORS)) {
      expect(message.de).not.toBe(message.en);
      expect(message.de.length).toBeGreaterThan(10);
    }
  });
});
