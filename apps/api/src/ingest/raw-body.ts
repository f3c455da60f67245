import { gunzipSync } from 'node:zlib';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { errorCode } from '@ripen/persistence';
import { ApiException } from '../http/api-exception';

/** Bytes of one request as sent, and once unpacked. */
const MAX_SENT = 1_000_000;
const MAX_UNPACKED = 5_000_000;
const GZIP_MAGIC = [0x1f, 0x8b];

/**
 * The JSON body of an ingest request whatever its headers say: SDKs send gzip under any content type, and some say gzip
 * and send plain text. The bytes decide.
 */
export function ingestBody(): RequestHandler[] {
  return [forgetEncoding, express.raw({ type: () => true, limit: MAX_SENT }), unpack];
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
  const zipped = sent[0] === GZIP_MAGIC[0] && sent[1] === GZIP_MAGIC[1];
  try {
    return JSON.parse((zipped ? gunzipSync(sent, { maxOutputLength: MAX_UNPACKED }) : sent).toString('utf8'));
  } catch (error) {
    throw new ApiException(errorCode(error) === 'ERR_BUFFER_TOO_LARGE' ? 'payload_too_large' : 'malformed_body');
  }
}
