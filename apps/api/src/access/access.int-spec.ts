import { randomUUID } from 'node:crypto';
import { KEY_SCOPES, type KeyScope } from '@ripen/contracts';
import { ROLES, type Role } from '@ripen/domain';
import { openApiDocument } from '../health/openapi';
import { type Answer, type Client, openStage, type Stage } from '../stage.fixture';
import { bodyFor, ENROLLED } from './bodies.fixture';
import { DECIDED } from './decided.fixture';
import { type Params, type People, type RowKind, rowKinds } from './rows.fixture';
import { operationsOf, pathWith, type ServedOperation } from './served-operations.fixture';

const LETTERS: Readonly<Record<Role, string>> = { admin: 'A', marketer: 'M', sales_manager: 'S', sales_rep: 'R' };
/** Codes that say: not you. */
const SHUT = ['not_signed_in', 'key_refused', 'forbidden', 'scope_missing', 'origin_refused', 'second_factor_required'];
/** These end the session that asks. */
const ENDING = ['signOut', 'changePassword'];
const OPERATIONS = operationsOf(openApiDocument());

/** What the table says of an operation. */
function decided({ operationId }: ServedOperation): { readonly who: string; readonly scope: string | null } {
  const [who = '', scope = null] = (DECIDED[operationId] ?? '').split(' ');
  return { who, scope };
}

function mayBe(role: Role, operation: ServedOperation): boolean {
  const { who } = decided(operation);
  return who === '*' || who.includes(LETTERS[role]);
}

function isGuarded(operation: ServedOperation): boolean {
  return !['+', 'w', 's'].includes(decided(operation).who);
}

/** The first words of the path, up to the row. */
function rowsOf({ path }: ServedOperation): string {
  return path.slice(0, path.indexOf('/{'));
}

function hasRow({ params, path }: ServedOperation): boolean {
  return params.length > 0 && path.startsWith('/api/');
}

describe('the access matrix', () => {
  let stage: Stage;
  let people: People;
  let kinds: Readonly<Record<string, RowKind>>;
  const keys = new Map<KeyScope, Client>();
  let writeKey: Client;
  let basic: string;

  beforeAll(async () => {
    stage = await openStage();
    const [admin, marketer, manager, rep, stranger, otherManager] = await Promise.all([
      stage.person('admin', 'An Admin'),
      stage.person('marketer', 'A Marketer'),
      stage.person('sales_manager', 'A Manager'),
      stage.person('sales_rep', 'A Rep'),
      stage.person('sales_rep', 'A Stranger'),
      stage.person('sales_manager', 'Another Manager'),
    ]);
    const team = async (name: string, managerId: string, memberId: string) =>
      (await stage.admin.call('createTeam', { body: { name, managerId, memberIds: [memberId] } })).body.id;
    people = {
      byRole: { admin, marketer, sales_manager: manager, sales_rep: rep },
      stranger,
      teamId: await team('Nord', manager.userId, rep.userId),
      otherTeamId: await team('Süd', otherManager.userId, stranger.userId),
    };
    kinds = rowKinds(stage, people);
    await stage.admin.call('createLead', { body: { email: ENROLLED } });
    for (const scope of KEY_SCOPES) {
      const body = { kind: 'api', name: scope, scopes: [scope] };
      keys.set(scope, stage.withKey((await stage.admin.call('createKey', { body })).body.key));
    }
    const write = await stage.admin.call('createKey', { body: { kind: 'write', name: 'Website' } });
    writeKey = stage.withKey(write.body.key);
    basic = `Basic ${Buffer.from(`${write.body.key}:`).toString('base64')}`;
  }, 60_000);
  afterAll(() => stage.close());

  /** A stream that was let in never ends by itself: its first answer is enough. */
  async function call(
    client: Client,
    operation: ServedOperation,
    params: Params,
  ): Promise<Pick<Answer, 'status' | 'body'>> {
    const path = pathWith(operation, params);
    const body = bodyFor(operation);
    const init: RequestInit = {
      method: operation.method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    };
    if (!operation.isStream) return client.fetch(path, init);
    const cut = new AbortController();
    const timer = setTimeout(() => cut.abort(), 300);
    const answer = await client.fetch(path, { ...init, signal: cut.signal }).catch(() => ({ status: 200, body: null }));
    clearTimeout(timer);
    return answer;
  }

  const nobodys = (): Params => ({
    id: randomUUID(),
    key: 'nobodys',
    deliveryId: randomUUID(),
    version: '1',
    nodeId: 'x',
  });
  const kindOf = (operation: ServedOperation): RowKind | undefined =>
    kinds[operation.operationId] ?? kinds[rowsOf(operation)];
  /** A person who is still signed in afterwards. */
  const personOf = (role: Role, { operationId }: ServedOperation): Promise<Client> | Client =>
    ENDING.includes(operationId) ? stage.signIn(EMAILS[role]) : people.byRole[role];
  const shutOut = ({ body }: Pick<Answer, 'body'>): boolean => SHUT.includes(String(body?.code));

  it('decides about every operation that is served, and about no other', () => {
    expect(Object.keys(DECIDED).sort()).toEqual(OPERATIONS.map(({ operationId }) => operationId).sort());
  });

  it('serves the description that it is generated from', async () => {
    const { body } = await stage.anybody.call('getOpenApi');
    expect(operationsOf(body).map(({ operationId }) => operationId)).toEqual(
      OPERATIONS.map(({ operationId }) => operationId),
    );
  });

  it('has an own and a foreign row for everything that a path names', () => {
    const without = OPERATIONS.filter((operation) => hasRow(operation) && kindOf(operation) === undefined);
    expect(without.map(({ operationId }) => operationId)).toEqual([]);
  });

  const guarded = OPERATIONS.filter(isGuarded);
  const named = (operations: readonly ServedOperation[]) =>
    operations.map((operation) => [operation.operationId, operation] as const);

  it.each(named(guarded))('%s lets nobody in who is not signed in, nor a write key', async (_, operation) => {
    expect((await call(stage.anybody, operation, nobodys())).body.code).toBe('not_signed_in');
    expect((await call(writeKey, operation, nobodys())).body.code).toBe('key_refused');
  });

  it.each(named(guarded))(
    '%s answers each role as decided, for its own row and for a foreign one',
    async (_, operation) => {
      for (const role of ROLES) {
        const client = await personOf(role, operation);
        const kind = hasRow(operation) ? kindOf(operation) : undefined;
        const may = mayBe(role, operation);
        if (!may) {
          const refused = await call(client, operation, kind === undefined ? {} : await kind.own(role));
          expect([role, refused.status, refused.body?.code]).toEqual([role, 403, 'forbidden']);
          continue;
        }
        if (kind !== undefined) {
          const foreign = await call(client, operation, { ...nobodys(), ...(await kind.foreign(role)) });
          expect([role, 'foreign', foreign.status, foreign.body?.code]).toEqual([role, 'foreign', 404, 'not_found']);
        }
        const own = await call(client, operation, kind === undefined ? {} : await kind.own(role));
        expect([role, shutOut(own), own.status >= 500]).toEqual([role, false, false]);
        if (kind !== undefined) expect([role, 'own', own.status]).not.toEqual([role, 'own', 404]);
      }
    },
  );

  it.each(named(guarded))('%s answers a key by its scope alone', async (_, operation) => {
    const { scope } = decided(operation);
    for (const [one, client] of keys) {
      const answer = await call(client, operation, nobodys());
      if (one === scope) {
        expect([one, shutOut(answer), answer.status >= 500]).toEqual([one, false, false]);
        if (hasRow(operation)) expect([one, answer.status]).toEqual([one, 404]);
      } else
        expect([one, answer.status, answer.body.code]).toEqual([
          one,
          403,
          scope === null ? 'forbidden' : 'scope_missing',
        ]);
    }
  });

  it.each(named(OPERATIONS.filter((operation) => decided(operation).who === '+')))(
    '%s is open to the public',
    async (_, operation) => {
      const answer = await call(stage.anybody, operation, {});
      expect([shutOut(answer), answer.status >= 500]).toEqual([false, operation.operationId === 'getReady']);
    },
  );

  it.each(named(OPERATIONS.filter((operation) => decided(operation).who === 'w')))(
    '%s takes a write key, and nobody who is signed in, nor an API key',
    async (_, operation) => {
      const [apiKey] = keys.values();
      for (const client of [stage.anybody, people.byRole.admin, apiKey!])
        expect((await call(client, operation, {})).body.code).toBe('key_refused');
      const sent = await stage.anybody.fetch(operation.path, {
        method: 'POST',
        body: JSON.stringify(bodyFor(operation)),
        headers: { 'content-type': 'application/json', authorization: basic },
      });
      expect(sent.status).toBe(200);
    },
  );

  it.each(named(OPERATIONS.filter((operation) => decided(operation).who === 's')))(
    '%s takes the secret of a source, and nobody who is signed in, nor a key',
    async (_, operation) => {
      const [apiKey] = keys.values();
      for (const client of [stage.anybody, people.byRole.admin, apiKey!, writeKey])
        expect((await call(client, operation, {})).status).toBe(401);
    },
  );

  it('refuses a key that was revoked or has expired, at once', async () => {
    const made = async (name: string) =>
      (await stage.admin.call('createKey', { body: { kind: 'api', name, scopes: ['leads:read'] } })).body;
    const [revoked, expired] = [await made('Revoked'), await made('Expired')];
    expect((await stage.withKey(revoked.key).call('listLeads')).status).toBe(200);
    await stage.admin.call('revokeKey', { params: { id: revoked.id } });
    await stage.pool.query(`UPDATE api_key SET expires_at = now() - interval '1 second' WHERE id = $1`, [expired.id]);
    for (const { key } of [revoked, expired])
      expect((await stage.withKey(key).call('listLeads')).body.code).toBe('key_refused');
    const past = { kind: 'api', name: 'Past', scopes: ['leads:read'], expiresAt: Date.now() - 1 };
    expect((await stage.admin.call('createKey', { body: past })).status).toBe(400);
  });

  it('shows a key once and keeps its hash only', async () => {
    const { body } = await stage.admin.call('createKey', { body: { kind: 'write', name: 'Once' } });
    expect((await stage.admin.call('listKeys')).text).not.toContain(body.key);
    const { rows } = await stage.pool.query('SELECT json_agg(k)::text AS kept FROM api_key k');
    expect(rows[0].kept).not.toContain(body.key);
  });
});

const EMAILS: Readonly<Record<Role, string>> = {
  admin: 'an.admin@firma.example',
  marketer: 'a.marketer@firma.example',
  sales_manager: 'a.manager@firma.example',
  sales_rep: 'a.rep@firma.example',
};
