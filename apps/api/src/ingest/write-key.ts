import type { Request } from 'express';

/** The write key of an ingest request: user name of Basic auth, else `writeKey` in the body as browser SDKs send it. */
export function writeKeyOf(request: Request): string | null {
  const basic = /^Basic ([A-Za-z0-9+/=_-]+)$/i.exec(request.get('authorization') ?? '')?.[1];
  if (basic !== undefined) return Buffer.from(basic, 'base64').toString('utf8').split(':')[0] || null;
  const body: unknown = request.body;
  if (typeof body !== 'object' || body === null || !('writeKey' in body)) return null;
  return typeof body.writeKey === 'string' && body.writeKey !== '' ? body.writeKey : null;
}
