import { Controller } from '@nestjs/common';
import type { RemovedSampleShape, StoredSlaPolicy, TouchpointMapping, Workspace } from '@ripen/contracts';
import type { Caller as CallerShape } from '../access/caller';
import { Caller, Input, type InputOf, Route } from '../http/route.decorator';
import { SlaPoliciesService } from './sla-policies.service';
import { WorkspaceService } from './workspace.service';

@Controller()
export class SettingsController {
  constructor(
    private readonly workspace: WorkspaceService,
    private readonly policies: SlaPoliciesService,
  ) {}

  @Route('getWorkspace')
  getWorkspace(): Promise<Workspace> {
    return this.workspace.workspace();
  }

  @Route('updateWorkspace')
  updateWorkspace(@Input() { body }: InputOf<'updateWorkspace'>, @Caller() caller: CallerShape): Promise<Workspace> {
    return this.workspace.update(body, caller);
  }

  @Route('removeSample')
  removeSample(@Caller() caller: CallerShape): Promise<RemovedSampleShape> {
    return this.workspace.removeSample(caller);
  }

  @Route('listSlaPolicies')
  async listSlaPolicies(): Promise<{ items: StoredSlaPolicy[] }> {
    return { items: await this.policies.list() };
  }

  @Route('createSlaPolicy')
  createSlaPolicy(
    @Input() { body }: InputOf<'createSlaPolicy'>,
    @Caller() caller: CallerShape,
  ): Promise<StoredSlaPolicy> {
    return this.policies.create(body, caller);
  }

  @Route('updateSlaPolicy')
  updateSlaPolicy(
    @Input() { params, body }: InputOf<'updateSlaPolicy'>,
    @Caller() caller: CallerShape,
  ): Promise<StoredSlaPolicy> {
    return this.policies.update(params.id, body, caller);
  }

  @Route('getTouchpointMapping')
  getTouchpointMapping(): Promise<TouchpointMapping> {
    return this.workspace.mapping();
  }

  @Route('updateTouchpointMapping')
  updateTouchpointMapping(
    @Input() { body }: InputOf<'updateTouchpointMapping'>,
    @Caller() caller: CallerShape,
  ): Promise<TouchpointMapping> {
    return this.workspace.setMapping(body, caller);
  }
}
