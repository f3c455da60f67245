import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
} from '@nestjs/common';
import { type OperationId, type ParsedBodyOf, type ParsedQueryOf, type ROUTE_TABLE, routeOf } from '@ripen/contracts';
import type { Request } from 'express';
import type { Caller as CallerShape } from '../access/caller';
import { ApiException } from './api-exception';
import { contextOf } from './request-context';

export const OPERATION = 'ripen:operation';

/** Binds a handler to one operation of the route table: method, path, audience and schemas come from there. */
export function Route(operationId: OperationId): MethodDecorator {
  const spec = routeOf(operationId);
  const empty = spec.response === undefined && (spec.kind ?? 'json') === 'json';
  return applyDecorators(
    SetMetadata(OPERATION, operationId),
    RequestMapping({ path: spec.path, method: RequestMethod[spec.method] }),
    HttpCode(empty ? 204 : 200),
  );
}

type PathOf<Id extends OperationId> = (typeof ROUTE_TABLE)[Id]['path'];
type ParamsOf<Path extends string> = { readonly [Name in ParamNames<Path>]: string };
type ParamNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** What a handler gets of the request: checked by the operation's schemas. */
export interface InputOf<Id extends OperationId> {
  readonly params: ParamsOf<PathOf<Id>>;
  readonly query: ParsedQueryOf<Id>;
  readonly body: ParsedBodyOf<Id>;
}

export const Input = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { input } = contextOf(context.switchToHttp().getRequest<Request>());
  if (!input) throw new Error('input_was_not_checked');
  return input;
});

/** Who calls. Only for operations that are not public. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): CallerShape => {
  const { caller } = contextOf(context.switchToHttp().getRequest<Request>());
  if (!caller) throw new ApiException('not_signed_in');
  return caller;
});

/** The person who calls; an API key is nobody's bell and nobody's worklist. */
export const SignedIn = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { caller } = contextOf(context.switchToHttp().getRequest<Request>());
  if (!caller) throw new ApiException('not_signed_in');
  if (caller.kind !== 'user') throw new ApiException('forbidden');
  return caller;
});
