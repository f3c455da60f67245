import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { acceptedLanguage } from './language';
import { openContext, type RequestContext } from './request-context';

const CORRELATION = /^[\w-]{8,64}$/;

/**
 * Opens the request's context and writes one line when it is over. The line names the operation, never the URL: a path may hold
 * a token, a query a name.
 */
export function requestLog(logger: Logger) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const sent = request.get('x-correlation-id');
    const correlationId = sent !== undefined && CORRELATION.test(sent) ? sent : randomUUID();
    const context: RequestContext = {
      correlationId,
      language: acceptedLanguage(request.get('accept-language')),
      operationId: null,
      caller: null,
      input: null,
    };
    openContext(request, context);
    response.setHeader('x-correlation-id', correlationId);
    const startedAt = performance.now();
    response.once('close', () => {
      const { operationId } = context;
      const line = {
        correlationId,
        operationId,
        method: request.method,
        status: response.statusCode,
        ms: Math.round(performance.now() - startedAt),
      };
      if (operationId === 'getLive' || operationId === 'getReady') logger.debug(line, 'request');
      else if (operationId !== null) logger.info(line, 'request');
    });
    next();
  };
}
