import { once } from 'node:events';
import { createServer as createHttpServer, Server as HttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { lookup } from 'node:dns/promises';
import type { ResolvedAddress } from './addresses';
import { createGuardedHttp, type ResolveName } from './create-guarded-http';
import { internalUrls, type Spelling } from './internal-urls.fixture';

const INTERNAL = [
  '127.0.0.1',
  '127.0.0.2',
  '127.255.255.254',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
];
const OWN = Object.values(networkInterfaces())
  .flatMap((all) => all?.filter(({ family }) => family === 'IPv4') ?? [])
  .map(({ address }) => address);
/** The one address that a customer opened on purpose. */
const OPENED = '127.0.0.77';

const asAddress = (address: string): ResolvedAddress => ({ address, family: address.includes(':') ? 6 : 4 });

/** Knows the names of the spellings; asks the system for all others. */
function resolverOf(spellings: readonly Spelling[]): ResolveName {
  const answers = new Map(spellings.flatMap(({ url, answers }) => (answers ? [[new URL(url).hostname, answers]] : [])));
  return async (name) => answers.get(name)?.map(asAddress) ?? lookup(name, { all: true });
}

async function listen(server: Server, host: string, port = 0): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

describe('the guarded HTTP client', () => {
  const open: Server[] = [];
  let canary: Server;
  let connections = 0;
  let port: number;

  beforeAll(async () => {
    // `::` takes IPv4 too: it listens on every address of this machine.
    canary = createHttpServer((_, response) => response.end('the canary'));
    canary.on('connection', () => (connections += 1));
    port = await listen(canary, '::');
    open.push(canary);
  });
  beforeEach(() => (connections = 0));
  afterAll(() =>
    open.forEach((server) => {
      server.close();
      if (server instanceof HttpServer) server.closeAllConnections();
    }),
  );

  async function serve(answer: RequestListener, host = OPENED): Promise<string> {
    const server = createHttpServer(answer);
    open.push(server);
    return `http://${host}:${await listen(server, host)}/`;
  }
  const spellings = () => internalUrls([...new Set([...INTERNAL, ...OWN])], port);
  const codeOf = (sent: Promise<unknown>) =>
    sent.then(
      () => 'answered',
      (error: { code?: string }) => error.code ?? String(error),
    );

  it('calls no internal address in any of 300 spellings', async () => {
    const all = spellings();
    expect(all.length).toBeGreaterThanOrEqual(300);
    const http = createGuardedHttp({ allow: [], resolve: resolverOf(all) });
    // `localhost.` has an address on some systems and none on others.
    const refusals = ['address_refused', 'url_refused', 'name_not_found'];
    const codes = await Promise.all(all.map(({ url }) => codeOf(http.send({ method: 'POST', url, body: '{}' }))));
    const wrong = all.filter((_, index) => !refusals.includes(codes[index] ?? ''));
    expect(wrong).toEqual([]);
    expect(connections).toBe(0);
  });

  it('is asked with spellings that do lead to the canary where nobody guards', async () => {
    const here = spellings().filter(
      ({ url, answers }) =>
        !answers && /127|localhost|0x7f|2130706433|::1|①②⑦|１２７/i.test(url) && !/\[(2002|64:|::7)/.test(url),
    );
    const reached = await Promise.all(
      here.map(({ url }) =>
        fetch(url, { signal: AbortSignal.timeout(2_000) })
          .then((answer) => answer.text())
          .catch(() => ''),
      ),
    );
    expect(reached.filter((text) => text === 'the canary').length).toBeGreaterThan(50);
  });

  it('follows no redirect to any of them', async () => {
    const all = spellings();
    let next = '';
    const url = await serve((_, response) => response.writeHead(307, { location: encodeURI(next) }).end());
    const http = createGuardedHttp({ allow: [OPENED], resolve: resolverOf(all) });
    for (const spelling of all) {
      next = spelling.url;
      expect((await http.send({ method: 'POST', url, body: '{}' })).status).toBe(307);
    }
    expect(connections).toBe(0);
  });

  it('calls what is allowed by name of its own, and nothing beside it', async () => {
    const url = await serve((request, response) =>
      response.setHeader('x-host', request.headers.host ?? '').end('hello'),
    );
    const http = createGuardedHttp({ allow: [`${OPENED}/32`] });
    const answer = await http.send({ method: 'GET', url });
    expect([answer.status, answer.body.toString(), answer.headers['x-host']]).toEqual([
      200,
      'hello',
      new URL(url).host,
    ]);
    expect(await codeOf(http.send({ method: 'GET', url: `http://127.0.0.1:${port}/` }))).toBe('address_refused');
    expect(connections).toBe(0);
  });

  it('connects to the address that it looked at, though the name has another one a moment later', async () => {
    const asked: string[] = [];
    const url = await serve((_, response) => response.end('opened'));
    const resolve: ResolveName = async (name) => {
      asked.push(name);
      return [asAddress(asked.length === 1 ? OPENED : '127.0.0.1')];
    };
    const http = createGuardedHttp({ allow: [OPENED], resolve });
    const rebound = new URL(url);
    rebound.hostname = 'rebound.example';
    expect((await http.send({ method: 'GET', url: rebound.href })).body.toString()).toBe('opened');
    expect(asked).toEqual(['rebound.example']);
    expect(await codeOf(http.send({ method: 'GET', url: rebound.href }))).toBe('address_refused');
    expect(connections).toBe(0);
  });

  it.each([
    'http://example.com:22/',
    'http://example.com:25/',
    'http://example.com:6667/',
    'https://user:pw@example.com/',
    'example.com',
    '',
  ])('does not even look up %p', async (url) => {
    const http = createGuardedHttp({ allow: [], resolve: () => Promise.reject(new Error('asked')) });
    expect(await codeOf(http.send({ method: 'GET', url }))).toBe('url_refused');
  });

  it('says when a name has no address and when nobody listens', async () => {
    const http = createGuardedHttp({ allow: [OPENED], resolve: () => Promise.reject(new Error('ENOTFOUND')) });
    expect(await codeOf(http.send({ method: 'GET', url: 'https://nowhere.example/' }))).toBe('name_not_found');
    expect(await codeOf(http.send({ method: 'GET', url: `http://${OPENED}:42499/` }))).toBe('no_connection');
  });

  it('keeps so much of an answer and reads no more', async () => {
    let written = 0;
    const url = await serve((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 97))) written += 65_536;
      };
      response.on('drain', more);
      more();
    });
    const http = createGuardedHttp({ allow: [OPENED] });
    const answer = await http.send({ method: 'GET', url, maxBytes: 1_000 });
    expect([answer.body.length, answer.truncated]).toEqual([1_000, true]);
    expect(written).toBeLessThan(50_000_000);
  });

  it.each<[string, RequestListener]>([
    ['says nothing', () => undefined],
    ['stops in the middle', (_, response) => void response.write('so far')],
    ['drips', (_, response) => void setInterval(() => response.write('.'), 20).unref()],
  ])('gives up on a server that %s', async (_, answer) => {
    const http = createGuardedHttp({ allow: [OPENED] });
    const url = await serve(answer);
    expect(await codeOf(http.send({ method: 'GET', url, timeoutMs: 300 }))).toBe('timed_out');
    const stop = new AbortController();
    const sent = codeOf(http.send({ method: 'GET', url, signal: stop.signal }));
    stop.abort();
    expect(await sent).toBe('aborted');
  });

  it('gives up on a name server that says nothing', async () => {
    const http = createGuardedHttp({ allow: [], resolve: () => new Promise(() => undefined) });
    expect(await codeOf(http.send({ method: 'GET', url: 'http://slow.example/', timeoutMs: 100 }))).toBe('timed_out');
  });

  it('refuses what is no HTTP', async () => {
    const server = createServer((socket) => socket.once('data', () => socket.end('220 mail.example ESMTP\r\n')));
    open.push(server);
    const http = createGuardedHttp({ allow: [OPENED] });
    const url = `http://${OPENED}:${await listen(server, OPENED)}/`;
    expect(await codeOf(http.send({ method: 'GET', url }))).toBe('answer_refused');
  });

  it('refuses a list of addresses that it cannot read', () => {
    for (const entry of ['10.0.0.0/33', 'localhost', '10.0.0', 'fd00::/129', ''])
      expect(() => createGuardedHttp({ allow: [entry] })).toThrow('no address and no network');
  });
});
