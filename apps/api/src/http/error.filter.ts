import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import { ERRORS, type ErrorCode, routeOf } from '@ripen/contracts';
import { errorCode, isDatabaseAway, isRetryable } from '@ripen/persistence';
import type { Request, Response } from 'express';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { errorPage } from '../pages/error-page';
import { ApiException } from './api-exception';
import { contextOf, type RequestContext } from './request-context';

/** How long somebody who asks too often has to wait, where whoever refused says it in the details. */
function secondsToWait({ code, details }: Answer): string | null {
  if (code !== 'too_many_requests' || typeof details !== 'object' || details === null) return null;
  return 'retryAfter' in details && typeof details.retryAfter === 'number' ? String(details.retryAfter) : null;
}

interface Answer {
  readonly code: ErrorCode;
  readonly details: unknown;
}

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'malformed_body',
  401: 'not_signed_in',
  403: 'forbidden',
  404: 'not_found',
  413: 'payload_too_large',
  415: 'malformed_body',
  429: 'too_many_requests',
  503: 'unavailable',
};

/** Seconds. A database that restarts is back within a few. */
export const RETRY_AFTER = '5';

/** Every failure leaves by here, in one shape. What went wrong inside is logged by its code; its message may quote a row and is not. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(@Inject(API_OPTIONS) private readonly options: ApiOptions) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    const context = contextOf(http.getRequest<Request>());
    const answer = answerTo(error);
    const { status, message } = ERRORS[answer.code];
    if (status >= 500) this.logFailure(error, answer.code, context);
    if (response.headersSent) {
      response.end();
      return;
    }
    response.status(status);
    const retryAfter = status === 503 ? RETRY_AFTER : secondsToWait(answer);
    if (retryAfter !== null) response.set('retry-after', retryAfter);
    if (isPage(context)) {
      response.type('html').send(
        errorPage({
          message: message[context.language],
          language: context.language,
          correlationId: context.correlationId,
        }),
      );
      return;
    }
    response.json({
      code: answer.code,
      message: message[context.language],
      details: answer.details,
      correlationId: context.correlationId,
    });
  }

  private logFailure(error: unknown, code: ErrorCode, { correlationId, operationId }: RequestContext): void {
    const name = error instanceof Error ? error.name : typeof error;
    const place = error instanceof Error ? placesOf(error) : [];
    this.options.logger.error(
      { correlationId, operationId, code, error: name, errorCode: errorCode(error), place },
      'request failed',
    );
    if (this.options.checkAnswers) this.options.logger.error(error);
  }
}

function answerTo(error: unknown): Answer {
  if (error instanceof ApiException) return { code: error.code, details: error.details };
  if (isDatabaseAway(error)) return { code: 'database_away', details: null };
  if (isRetryable(error)) return { code: 'unavailable', details: null };
  // SQL's data exceptions: a cursor of another list, a character that no text may hold.
  if (errorCode(error)?.startsWith('22')) return { code: 'validation_failed', details: null };
  if (error instanceof HttpException) return { code: BY_STATUS[error.getStatus()] ?? 'internal', details: null };
  const status = bodyParserStatus(error);
  if (status === 400) return { code: 'malformed_body', details: null };
  return { code: status === null ? 'internal' : (BY_STATUS[status] ?? 'malformed_body'), details: null };
}

/** Express's body parsers throw plain errors that carry a status below 500. */
function bodyParserStatus(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('status' in error) || !('type' in error)) return null;
  return typeof error.status === 'number' && error.status < 500 ? error.status : null;
}

function isPage({ operationId }: RequestContext): boolean {
  if (operationId === null) return false;
  const { kind, path } = routeOf(operationId);
  return (kind === 'html' || kind === 'redirect') && !path.startsWith('/api/');
}

/** File and line of our own frames: enough to find it, and free of anybody's data. */
function placesOf(error: Error): string[] {
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  return frames.flatMap((frame) => /([\w.-]+\/[\w.-]+\.[jt]s:\d+)/.exec(frame)?.[1] ?? []).slice(0, 5);
}
