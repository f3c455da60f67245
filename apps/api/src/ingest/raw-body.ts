import { gunzipSync } from 'node:zlib';
import { INGEST_LIMITS } from '@ripen/contracts';
import { errorCode } from '@ripen/persistence';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { ApiException } from '../http/api-exception';

const GZIP_MAGIC = [0x1f, 0x8b];

/** A body that is no JSON. Whoever sends it is looked at first: what comes by a key in force is kept with its reason. */
export class UnreadableBody {
  constructor(readonly text: string) {}
}

/**
 * The JSON body of an ingest request whatever its headers say: SDKs send gzip under any content type, and some say gzip
 * and send plain text. The bytes decide. More than the limit of a call is not unpacked.
 */
export function ingestBody(): RequestHandler[] {
  return [forgetEncoding, express.raw({ type: () => true, limit: INGEST_LIMITS.call }), unpack];
}

function forgetEncoding(request: Request, _: Response, next: NextFunction): void {
  delete request.headers['content-encoding'];
  next();
}

function unpack(request: Request, _: Response, next: NextFunction): void {
  const sent: unknown = request.body;
  try {
    request.body = Buffer.isBuffer(sent) ? parseIngestBytes(sent) : {};
    next();
  } catch (error) {
    next(error);
  }
}

export function parseIngestBytes(sent: Buffer): unknown {
  const text = unpacked(sent).toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return new UnreadableBody(text);
  }
}

function unpacked(sent: Buffer): Buffer {
  if (sent[0] !== GZIP_MAGIC[0] || sent[1] !== GZIP_MAGIC[1]) return sent;
  try {
    return gunzipSync(sent, { maxOutputLength: INGEST_LIMITS.call });
  } catch (error) {
    throw new ApiException(errorCode(error) === 'ERR_BUFFER_TOO_LARGE' ? 'payload_too_large' : 'malformed_body');
  }
}
