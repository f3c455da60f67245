import { createServer } from 'node:http';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** How long whoever talks slowly is listened to. Milliseconds. */
export interface RequestPatience {
  /** For all headers. */
  readonly headersMs: number;
  /** For a body, before it has to have come with some speed. */
  readonly bodyMs: number;
}

/** Bytes per second that a body must come with on the average: a file over a poor line does, a dribble does not. */
const SLOWEST = 2_048;
const LOOK_AGAIN_MS = 1_000;
/** The largest file over a poor line. */
const WHOLE_REQUEST_MS = 30 * 60_000;

/** Express on a server that hangs up on headers that dribble: Node looks for them only twice a minute unless it is told when it is made. */
export class ImpatientAdapter extends ExpressAdapter {
  constructor(private readonly patience: RequestPatience) {
    super();
  }

  override initHttpServer(): void {
    const { headersMs } = this.patience;
    const limits = {
      headersTimeout: headersMs,
      requestTimeout: WHOLE_REQUEST_MS,
      connectionsCheckingInterval: Math.min(1_000, headersMs),
    };
    this.httpServer = createServer(limits, this.getInstance());
  }
}

/** Hangs up on a body that dribbles: a connection and what was read so far are not kept for somebody who sends a byte now and then. */
export function promptBody({ bodyMs }: RequestPatience): RequestHandler {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (hasBody(request)) watch(request, response, bodyMs);
    next();
  };
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function watch(request: Request, response: Response, bodyMs: number): void {
  const startedAt = performance.now();
  const before = request.socket.bytesRead;
  const look = (): void => {
    if (request.complete || response.writableEnded || request.destroyed) return;
    const seconds = (performance.now() - startedAt) / 1_000;
    if ((request.socket.bytesRead - before) / seconds >= SLOWEST) timer = setTimeout(look, LOOK_AGAIN_MS);
    else
      response
        .status(408)
        .set('connection', 'close')
        .end(() => request.socket.destroy());
  };
  let timer = setTimeout(look, bodyMs);
  response.once('close', () => clearTimeout(timer));
  request.once('end', () => clearTimeout(timer));
}
