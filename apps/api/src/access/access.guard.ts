import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type OperationId, routeOf, type RouteSpec } from '@ripen/contracts';
import type { Request } from 'express';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { ApiException } from '../http/api-exception';
import { contextOf } from '../http/request-context';
import { OPERATION } from '../http/route.decorator';
import { writeKeyOf } from '../ingest/write-key';
import { WriteKeysService } from '../ingest/write-keys.service';
import { KeysService } from '../keys/keys.service';
import { sessionToken } from '../session/cookie';
import { SessionService } from '../session/session.service';
import type { Caller, KeyCaller, UserCaller } from './caller';
import { comesFromUs } from './origin';

/** What is answered to somebody who must set up a second factor first. */
const BEFORE_SECOND_FACTOR: readonly OperationId[] = [
  'getMe',
  'updateMe',
  'signOut',
  'changePassword',
  'getSecondFactor',
  'startSecondFactor',
  'confirmSecondFactor',
];
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Lets nobody in but the audience that the route table names: a handler without an operation answers nobody. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionService,
    private readonly keys: KeysService,
    private readonly writeKeys: WriteKeysService,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const request = execution.switchToHttp().getRequest<Request>();
    const operationId = this.reflector.get<OperationId | undefined>(OPERATION, execution.getHandler());
    if (operationId === undefined) throw new ApiException('forbidden');
    const context = contextOf(request);
    context.operationId = operationId;
    const spec = routeOf(operationId);
    const bearer = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '')?.[1];
    this.refuseForeignOrigin(spec, request, bearer !== undefined);
    if (spec.roles === 'public' || spec.roles === 'source_secret') return true;
    if (spec.roles === 'write_key') return this.admitWriteKey(request);
    const caller = bearer === undefined ? await this.bySession(request) : await this.byKey(bearer, context.language);
    context.caller = caller;
    context.language = caller.language;
    if (caller.kind === 'key') refuseBeyondScopes(spec, caller);
    else refuseRole(spec, caller, operationId);
    return true;
  }

  /** A cookie is sent by the browser whoever asks; an `Origin` of ours says that our own page asked. */
  private refuseForeignOrigin(spec: RouteSpec, request: Request, byKey: boolean): void {
    if (byKey || SAFE_METHODS.includes(request.method) || !spec.path.startsWith('/api/')) return;
    if (!comesFromUs({ origin: request.get('origin'), host: request.get('host'), publicUrl: this.options.publicUrl }))
      throw new ApiException('origin_refused');
  }

  private async admitWriteKey(request: Request): Promise<true> {
    const key = writeKeyOf(request);
    contextOf(request).writeKey = await this.writeKeys.admit(key, request.get('origin'));
    return true;
  }

  private async bySession(request: Request): Promise<Caller> {
    const token = sessionToken(request);
    const caller = token === null ? null : await this.sessions.find(token);
    if (!caller) throw new ApiException('not_signed_in');
    return caller;
  }

  private async byKey(key: string, language: Caller['language']): Promise<Caller> {
    const found = await this.keys.find('api', key);
    if (found === null) throw new ApiException('key_refused');
    return { kind: 'key', keyId: found.id, name: found.name, scopes: found.scopes, role: 'admin', language };
  }
}

function refuseRole({ roles }: RouteSpec, { role, secondFactor }: UserCaller, operationId: OperationId): void {
  if (Array.isArray(roles) && !roles.includes(role)) throw new ApiException('forbidden');
  if (secondFactor.required && !secondFactor.on && !BEFORE_SECOND_FACTOR.includes(operationId))
    throw new ApiException('second_factor_required');
}

function refuseBeyondScopes({ scope }: RouteSpec, { scopes }: KeyCaller): void {
  if (scope === undefined) throw new ApiException('forbidden');
  if (!scopes.includes(scope)) throw new ApiException('scope_missing', { scope });
}
