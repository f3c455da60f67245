import { lookup as systemLookup } from 'node:dns/promises';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type BlockList, isIP, type LookupFunction } from 'node:net';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { z } from 'zod';
import { addressList, isListed, leadsInwards, type ResolvedAddress } from './addresses';
import { type GuardedAnswer, type GuardedHttp, GuardedHttpError, type GuardedRequest } from './guarded-http';
import { guardedUrl } from './guarded-url';

/** All addresses of a name. Rejects when it has none. */
export type ResolveName = (name: string) => Promise<readonly ResolvedAddress[]>;

export interface GuardedHttpOptions {
  /** Addresses and networks of your own that may be called although they are internal. */
  readonly allow: readonly string[];
  /** For tests; default: what the system says. */
  readonly resolve?: ResolveName;
  /** The certificate authorities that servers are held to; default: those that come with Node. */
  readonly ca?: string;
}

const TIMEOUT_MS = 15_000;
const MAX_BYTES = 65_536;
const USER_AGENT = 'Ripen';

/**
 * Calls servers that a customer names, and none of ours: no internal address in whatever spelling, by whatever name. The name is asked
 * once, and only what was then looked at is connected to. No redirect is followed, no proxy is used, no connection is kept.
 *
 * @throws AddressListError for an entry of `allow` that is neither an address nor a network
 */
export function createGuardedHttp({ allow, resolve = systemAddresses, ca }: GuardedHttpOptions): GuardedHttp {
  const allowed = addressList(allow);
  return {
    send: async (request) => {
      const url = guardedUrl(request.url);
      const { signal, deadline } = withDeadline(request);
      try {
        const addresses = await within(signal, addressesOf(url, resolve));
        signal.throwIfAborted();
        const answer = await call({ request, url, signal, ca, ...checked(addresses, allowed) });
        return await readAnswer(answer, { maxBytes: request.maxBytes ?? MAX_BYTES, signal });
      } catch (error) {
        if (error instanceof GuardedHttpError) throw error;
        if (deadline.aborted) throw new GuardedHttpError('timed_out');
        throw signal.aborted ? new GuardedHttpError('aborted') : new GuardedHttpError(problemOf(error));
      }
    },
  };
}

function withDeadline({ timeoutMs, signal }: GuardedRequest): { signal: AbortSignal; deadline: AbortSignal } {
  const deadline = AbortSignal.timeout(timeoutMs ?? TIMEOUT_MS);
  return { deadline, signal: signal === undefined ? deadline : AbortSignal.any([deadline, signal]) };
}

async function systemAddresses(name: string): Promise<readonly ResolvedAddress[]> {
  return systemLookup(name, { all: true });
}

async function addressesOf(url: URL, resolve: ResolveName): Promise<readonly ResolvedAddress[]> {
  const host = hostOf(url);
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  const addresses = await resolve(host).catch(() => []);
  if (addresses.length === 0) throw new GuardedHttpError('name_not_found');
  return addresses;
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/** Those that are allowed by name of their own are told to the library one by one: its check is the last one before a connection. */
function checked(
  addresses: readonly ResolvedAddress[],
  allowed: BlockList,
): { addresses: readonly ResolvedAddress[]; exceptions: string[] } {
  const exceptions = addresses.filter((address) => isListed(allowed, address));
  const others = addresses.filter((address) => !exceptions.includes(address));
  if (others.some(leadsInwards)) throw new GuardedHttpError('address_refused');
  return { addresses, exceptions: exceptions.map(({ address }) => address) };
}

interface Call {
  readonly request: GuardedRequest;
  readonly url: URL;
  readonly signal: AbortSignal;
  readonly ca: string | undefined;
  readonly addresses: readonly ResolvedAddress[];
  readonly exceptions: string[];
}

function call({ request, url, signal, ca, addresses, exceptions }: Call): Promise<IncomingMessage> {
  const agentOptions = { keepAlive: false, allowIPAddressList: exceptions };
  const options = {
    method: request.method,
    host: hostOf(url),
    port: url.port,
    path: `${url.pathname}${url.search}`,
    headers: { 'user-agent': USER_AGENT, ...bodyLength(request.body), ...request.headers, host: url.host },
    lookup: pinned(addresses),
    signal,
  };
  return new Promise((resolve, reject) => {
    const started: ClientRequest =
      url.protocol === 'https:'
        ? httpsRequest({
            ...options,
            agent: new RequestFilteringHttpsAgent({ ...agentOptions, ...(ca ? { ca } : {}) }),
          })
        : httpRequest({ ...options, agent: new RequestFilteringHttpAgent(agentOptions) });
    started.once('response', resolve).once('error', reject);
    // Nobody here speaks another protocol afterwards.
    started.once('upgrade', (_, socket) => {
      socket.destroy();
      reject(new GuardedHttpError('answer_refused'));
    });
    started.end(request.body);
  });
}

function bodyLength(body: string | Uint8Array | undefined): Record<string, number> {
  return body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
}

/** Answers what was looked at before: a name server that says something else a moment later is not asked. */
function pinned(addresses: readonly ResolvedAddress[]): LookupFunction {
  const [first] = addresses;
  return (_, { all }, done) => {
    if (all) done(null, [...addresses]);
    else done(null, first?.address ?? '', first?.family);
  };
}

async function readAnswer(
  answer: IncomingMessage,
  { maxBytes, signal }: { maxBytes: number; signal: AbortSignal },
): Promise<GuardedAnswer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    signal.throwIfAborted();
    parts.push(part);
    length += part.length;
    // Leaving the loop destroys the connection: what follows is not read.
    if (length > maxBytes) break;
  }
  return {
    status: answer.statusCode ?? 0,
    headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)])),
    body: Buffer.concat(parts).subarray(0, maxBytes),
    truncated: length > maxBytes,
  };
}

function within<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = () => reject(signal.reason);
    signal.addEventListener('abort', give, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', give));
  });
}

const failureSchema = z.object({ code: z.string().catch(''), message: z.string().catch('') });

function problemOf(error: unknown): 'address_refused' | 'answer_refused' | 'no_connection' {
  const { code, message } = failureSchema.catch({ code: '', message: '' }).parse(error);
  // The library says so by a sentence and no code; it begins all of them so.
  if (message.startsWith('DNS lookup ')) return 'address_refused';
  return code.startsWith('HPE_') ? 'answer_refused' : 'no_connection';
}
