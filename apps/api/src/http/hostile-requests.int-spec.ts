import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { openStage, type Stage } from '../stage.fixture';

const MEGABYTE = 1_048_576;
/** What the process, which is server and client here, may grow by while thirty bombs of a hundred megabytes each arrive. */
const ROOM = 150 * MEGABYTE;

describe('a hostile request', () => {
  let stage: Stage;
  let cookie: string;
  let writeKey: string;
  beforeAll(async () => {
    stage = await openStage();
    cookie = await stage.signInCookie();
    writeKey = (await stage.admin.call('createKey', { body: { kind: 'write', name: 'Website' } })).body.key;
  });
  afterAll(() => stage.close());

  const basic = () => `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`;
  const post = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(`${stage.url}${path}`, {
      method: 'POST',
      body,
      headers: {
        origin: stage.url,
        cookie,
        authorization: path.startsWith('/v1') ? basic() : '',
        'content-type': 'application/json',
        ...headers,
      },
    }).then(
      async (answer) => ({ status: answer.status, text: await answer.text() }),
      // The server answered and hung up while we were still talking.
      (error: Error) => ({ status: 0, text: error.name }),
    );
  const leads = async () => (await stage.pool.query<{ count: number }>('SELECT count(*) FROM lead')).rows[0]?.count;

  it.each([
    [
      '/api/leads',
      'a body of 10 MB',
      () => JSON.stringify({ email: 'a@b.example', lastName: 'x'.repeat(10 * MEGABYTE) }),
    ],
    [
      '/v1/batch',
      'a body of 10 MB',
      () => JSON.stringify({ batch: [{ type: 'track', x: 'x'.repeat(10 * MEGABYTE) }] }),
    ],
    ['/f/nothing', 'a form of 10 MB', () => `lastName=${'x'.repeat(10 * MEGABYTE)}`],
  ])('to %s with %s is refused as too large, and nothing is stored', async (path, _, body) => {
    const before = await leads();
    const type = path.startsWith('/f') ? 'application/x-www-form-urlencoded' : 'application/json';
    const answer = await post(path, body(), { 'content-type': type });
    expect([0, 413]).toContain(answer.status);
    expect(await leads()).toBe(before);
  });

  it('that unpacks to a thousand times its size is not unpacked, however many of them come at once', async () => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(100 * MEGABYTE, 0x20), { level: 9 }));
    expect(bomb.length).toBeLessThan(MEGABYTE / 8);
    const before = process.memoryUsage().rss;
    let most = before;
    const looking = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 10);
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        post(index % 2 === 0 ? '/v1/batch' : '/api/leads', bomb, { 'content-encoding': 'gzip' }),
      ),
    );
    clearInterval(looking);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([413]));
    expect(most - before).toBeLessThan(ROOM);
  });

  it.each([
    ['/api/leads', 100_000],
    ['/v1/track', 100_000],
    ['/v1/batch', 20_000],
  ])('to %s whose JSON is nested %i deep is refused clearly', async (path, depth) => {
    const before = await leads();
    const deep = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    const body =
      path === '/v1/batch'
        ? `{"batch":[{"type":"track","userId":"deep","event":"x","properties":${deep}}]}`
        : `{"userId":"deep","event":"x","email":"deep@b.example","properties":${deep},"lastName":${deep}}`;
    const { status, text } = await post(path, body);
    // A batch is taken; what it holds that cannot be used is named in the answer and kept with its reason.
    if (path === '/v1/batch') expect([status, text]).toEqual([200, expect.stringContaining('refused')]);
    else expect([400, 413]).toContain(status);
    expect(await leads()).toBe(before);
  });

  it('cannot reach the prototypes of our own objects', async () => {
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      const nested = `{"${key}":{"polluted":true,"prototype":{"polluted":true}}}`;
      await post('/v1/identify', `{"userId":"proto-${key}","traits":${nested},"${key}":{"polluted":true}}`);
      await post('/v1/track', `{"userId":"proto-${key}","event":"x","properties":${nested}}`);
      await post('/api/leads', `{"email":"${key.replace(/_/g, '')}@b.example","${key}":{"polluted":true}}`);
      await fetch(`${stage.url}/api/leads?${key}[polluted]=true&${key}.polluted=true`, { headers: { cookie } });
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(Object.prototype).not.toHaveProperty('polluted');
    expect((await stage.admin.call('listLeads')).status).toBe(200);
  });

  it.each([
    ['no JSON', '{"email":', 'application/json', 400],
    ['bytes that are no UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 'application/json', 400],
    ['a character that no text may hold', '{"email":"nul@b.example","lastName":"a\\u0000b"}', 'application/json', 400],
    ['no body at all', '', 'application/json', 400],
    ['XML', '<lead/>', 'application/xml', 400],
    ['an array', '[1,2,3]', 'application/json', 400],
    ['a number', '7', 'application/json', 400],
    ['an unknown character set', '{}', 'application/json; charset=klingon', 400],
    ['a form', 'email=a%40b.example', 'application/x-www-form-urlencoded', 400],
  ])('with %s is answered with what is wrong', async (_, body, type, status) => {
    const before = await leads();
    const answer = await post('/api/leads', body, { 'content-type': type });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ code: expect.stringMatching(/validation_failed|malformed_body/) });
    expect(await leads()).toBe(before);
  });

  it('with ten thousand fields, filters or cookies is answered', async () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`f${index}`, 'x']));
    expect((await post('/api/leads', JSON.stringify(many))).status).toBe(400);
    const query = Array.from({ length: 1_000 }, (_, index) => `stage=${index}`).join('&');
    const filtered = await fetch(`${stage.url}/api/leads?${query}`, { headers: { cookie } });
    expect(filtered.status).toBe(400);
    const traits = await post('/v1/identify', JSON.stringify({ userId: 'many', traits: many }));
    expect([200, 400, 413]).toContain(traits.status);
  });

  describe('by hand, on the line', () => {
    async function line(): Promise<Socket> {
      const { hostname, port } = new URL(stage.url);
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      return socket;
    }

    /** All that the server says until it hangs up. */
    async function heard(socket: Socket, within: number): Promise<string> {
      const parts: Buffer[] = [];
      socket.on('data', (part: Buffer) => parts.push(part));
      socket.on('error', () => undefined);
      const timer = setTimeout(() => socket.destroy(new Error('not hung up')), within);
      await new Promise((resolve) => socket.once('close', resolve));
      clearTimeout(timer);
      return Buffer.concat(parts).toString();
    }

    it.each([
      [
        'a giant header',
        `GET /health/live HTTP/1.1\r\nHost: x\r\nX-Big: ${'x'.repeat(100_000)}\r\n\r\n`,
        /^HTTP\/1\.1 431 /,
      ],
      [
        'two lengths',
        'POST /api/leads HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 40\r\n\r\n{}',
        /^HTTP\/1\.1 400 /,
      ],
      [
        'a length and chunks',
        'POST /api/leads HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n',
        /^HTTP\/1\.1 400 /,
      ],
      ['no HTTP', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', /^HTTP\/1\.1 400 /],
    ])('with %s is refused and hung up on', async (_, text, expected) => {
      const socket = await line();
      socket.write(text);
      expect(await heard(socket, 10_000)).toMatch(expected);
    });

    it('that dribbles its headers or its body is hung up on, while others are answered', async () => {
      const slow = await Promise.all(
        Array.from({ length: 40 }, async (_, index) => {
          const socket = await line();
          const head = 'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
          socket.write(index % 2 === 0 ? head : `${head}Content-Length: 1000\r\n\r\n{"email":`);
          const dribble = setInterval(() => socket.write(index % 2 === 0 ? 'X-A: b\r\n' : ' '), 500);
          return heard(socket, 25_000).finally(() => clearInterval(dribble));
        }).map(async (ended) => {
          expect((await stage.anybody.call('getLive')).status).toBe(200);
          return ended;
        }),
      );
      expect(new Set(slow.map((text) => text.slice(0, 12)))).toEqual(new Set(['HTTP/1.1 408']));
    }, 40_000);
  });

  it('has broken nothing', async () => {
    expect((await stage.admin.call('getMe')).status).toBe(200);
    expect(stage.logs.filter((entry) => entry.includes('request failed'))).toEqual([]);
  });
});
