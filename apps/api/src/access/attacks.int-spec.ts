import { SIGNED_LINKS } from '@ripen/contracts';
import { openApiDocument } from '../health/openapi';
import { ADMIN_EMAIL, openStage, PASSWORD, type Stage } from '../stage.fixture';
import { bodyFor } from './bodies.fixture';
import { operationsOf, pathWith } from './served-operations.fixture';

const EVIL = 'https://evil.example';
const OPERATIONS = operationsOf(openApiDocument());
const SAMPLES = 40;

describe('attacks on sign-in', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  }, 60_000);
  afterAll(() => stage.close());

  const changing = OPERATIONS.filter(({ method, path }) => method !== 'GET' && path.startsWith('/api/'));
  const id = '0192f0c1-0000-7000-8000-000000000001';

  it.each(changing.map((operation) => [operation.operationId, operation] as const))(
    '%s is refused when a page of another origin asks with our cookie',
    async (_, operation) => {
      const body = bodyFor(operation);
      const cookie = await cookieOnce();
      for (const origin of [EVIL, 'null', `${stage.url}.evil.example`, '']) {
        const answer = await stage.anybody.fetch(pathWith(operation, { id, key: 'x', deliveryId: id }), {
          method: operation.method,
          headers: { cookie, origin, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        expect([origin, answer.status, answer.body.code]).toEqual([origin, 403, 'origin_refused']);
      }
    },
  );

  let cookie: Promise<string> | null = null;
  function cookieOnce(): Promise<string> {
    cookie ??= stage.signInCookie();
    return cookie;
  }

  it('public pages look at no cookie: what they take from anywhere is worth nothing more with one', async () => {
    const pages = OPERATIONS.filter(
      ({ method, path }) => method === 'POST' && !path.startsWith('/api/') && !path.startsWith('/v1/'),
    );
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) {
      const ask = (headers: Record<string, string>) =>
        stage.anybody.fetch(pathWith(page, {}), {
          method: 'POST',
          body: 'a=b',
          headers: { origin: EVIL, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        });
      const [without, withCookie] = [await ask({}), await ask({ cookie: await cookieOnce() })];
      expect([page.operationId, withCookie.status]).toEqual([page.operationId, without.status]);
    }
  });

  it('leads nobody elsewhere: a link that we did not sign goes nowhere', async () => {
    const paths = Object.values(SIGNED_LINKS).map(({ path }) => path.replace('#', '/'));
    const tokens = [
      EVIL,
      encodeURIComponent(EVIL),
      '//evil.example',
      `x.${Buffer.from(`[null,"a","0","${EVIL}"]`).toString('base64url')}.x`,
    ];
    for (const path of [...paths, '/', '/f/', '/sign-in?to=', '/api/session?to='])
      for (const token of tokens) {
        const { status, headers } = await stage.anybody.fetch(`${path}${token}`);
        expect([path, token, headers.get('location')?.includes('evil') ?? false, status >= 500]).toEqual([
          path,
          token,
          false,
          false,
        ]);
      }
  });

  it('takes as long for an address that nobody has as for one that somebody has', async () => {
    const timed = async (email: string): Promise<number> => {
      const began = performance.now();
      const { status } = await stage.anybody.call('signIn', { body: { email, password: 'wrong' } });
      expect(status).toBe(401);
      return performance.now() - began;
    };
    const [known, unknown]: [number[], number[]] = [[], []];
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      await stage.pool.query('DELETE FROM sign_in_failure');
      known.push(await timed(ADMIN_EMAIL));
      unknown.push(await timed('nobody@firma.example'));
    }
    // Both do the work of a password; without it the answer would come in a tenth of the time.
    expect(median(unknown) / median(known)).toBeGreaterThan(0.7);
    expect(median(unknown) / median(known)).toBeLessThan(1.4);
  }, 60_000);

  it('keeps no trace of what was typed at a refused sign-in', async () => {
    await stage.anybody.call('signIn', { body: { email: 'typed@firma.example', password: PASSWORD } });
    const { rows } = await stage.pool.query(
      `SELECT (SELECT json_agg(a)::text FROM audit a) || (SELECT json_agg(f)::text FROM sign_in_failure f) AS kept`,
    );
    expect(rows[0].kept).not.toMatch(/typed@|horse/);
  });
});

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}
