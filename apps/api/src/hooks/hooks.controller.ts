import { Controller, Req } from '@nestjs/common';
import type { HookSource, HookSourceWithSecret, IngestAnswer, ResponseOf } from '@ripen/contracts';
import type { Request } from 'express';
import { type Caller as CallerShape } from '../access/caller';
import { Caller, Input, type InputOf, Route } from '../http/route.decorator';
import { HookSourcesService } from './hook-sources.service';
import { ReceiveHookService } from './receive-hook.service';

@Controller()
export class HooksController {
  constructor(
    private readonly sources: HookSourcesService,
    private readonly hooks: ReceiveHookService,
  ) {}

  @Route('receiveHook')
  receiveHook(@Input() { params }: InputOf<'receiveHook'>, @Req() request: Request): Promise<IngestAnswer> {
    const body: unknown = request.body;
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    return this.hooks.receive({ slug: params.slug, headers: request.headers, body: bytes });
  }

  @Route('listHookSources')
  async listHookSources(): Promise<{ items: HookSource[] }> {
    return { items: await this.sources.list() };
  }

  @Route('createHookSource')
  createHookSource(
    @Input() { body }: InputOf<'createHookSource'>,
    @Caller() caller: CallerShape,
  ): Promise<HookSourceWithSecret> {
    return this.sources.create(body, caller);
  }

  @Route('updateHookSource')
  updateHookSource(
    @Input() { params, body }: InputOf<'updateHookSource'>,
    @Caller() caller: CallerShape,
  ): Promise<HookSource> {
    return this.sources.update(params.id, body, caller);
  }

  @Route('deleteHookSource')
  deleteHookSource(@Input() { params }: InputOf<'deleteHookSource'>, @Caller() caller: CallerShape): Promise<void> {
    return this.sources.remove(params.id, caller);
  }

  @Route('rotateHookSecret')
  rotateHookSecret(
    @Input() { params }: InputOf<'rotateHookSecret'>,
    @Caller() caller: CallerShape,
  ): Promise<HookSourceWithSecret> {
    return this.sources.rotate(params.id, caller);
  }

  @Route('tryHookMapping')
  tryHookMapping(@Input() { params, body }: InputOf<'tryHookMapping'>): Promise<ResponseOf<'tryHookMapping'>> {
    return this.sources.tryMapping(params.id, body.mapping);
  }
}
