import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { idSchema, routeOf, type RouteSpec } from '@ripen/contracts';
import type { Request, Response } from 'express';
import { map, type Observable } from 'rxjs';
import type { z } from 'zod';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { ApiException, refuseFields } from './api-exception';
import { contextOf } from './request-context';

/** The one place where requests are checked. With `checkAnswers`, answers too: tests run so. */
@Injectable()
export class EdgeInterceptor implements NestInterceptor {
  constructor(@Inject(API_OPTIONS) private readonly options: ApiOptions) {}

  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = execution.switchToHttp().getRequest<Request>();
    const context = contextOf(request);
    if (context.operationId === null) throw new ApiException('forbidden');
    const spec = routeOf(context.operationId);
    context.input = {
      params: paramsOf(request),
      query: parsed(spec.query, request.query, 'query'),
      body: parsed(spec.body, request.body, 'body'),
    };
    const { checkAnswers } = this.options;
    return next.handle().pipe(
      map((answer: unknown) => (checkAnswers ? checkedAnswer(spec, answer) : answer)),
      map((answer) => (spec.response && answer === null ? jsonNull(execution) : answer)),
    );
  }
}

/** `:id` is always one of our ids; anything else names nothing. */
function paramsOf(request: Request): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.params)) {
    if (typeof value === 'string') params[name] = value;
  }
  if (params.id !== undefined && !idSchema.safeParse(params.id).success) throw new ApiException('not_found');
  return params;
}

function parsed(schema: z.ZodType | undefined, value: unknown, place: 'query' | 'body'): unknown {
  if (!schema) return place === 'body' ? value : undefined;
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  throw refuseFields(
    result.error.issues.map((issue) => ({
      path: [place, ...issue.path].join('.'),
      problem: issue.code === 'custom' ? issue.message : issue.code,
    })),
  );
}

/** Nest answers a null by nothing at all, which is no JSON. */
function jsonNull(execution: ExecutionContext): string {
  execution.switchToHttp().getResponse<Response>().type('json');
  return 'null';
}

function checkedAnswer(spec: RouteSpec, answer: unknown): unknown {
  if (!spec.response || spec.kind === 'stream') return answer;
  const result = spec.response.safeParse(answer);
  if (!result.success)
    throw new Error(`answer_breaks_contract ${spec.method} ${spec.path}: ${JSON.stringify(result.error.issues)}`);
  return result.data;
}
