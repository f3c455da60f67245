import { Controller } from '@nestjs/common';
import type { RemovedSampleShape, StoredSlaPolicy, TouchpointMapping, Workspace } from '@ripen/contracts';
import { Input, type InputOf, Route } from '../http/route.decorator';
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
  updateWorkspace(@Input() { body }: InputOf<'updateWorkspace'>): Promise<Workspace> {
    return this.workspace.update(body);
  }

  @Route('removeSample')
  removeSample(): Promise<RemovedSampleShape> {
    return this.workspace.removeSample();
  }

  @Route('listSlaPolicies')
  async listSlaPolicies(): Promise<{ items: StoredSlaPolicy[] }> {
    return { items: await this.policies.list() };
  }

  @Route('createSlaPolicy')
  createSlaPolicy(@Input() { body }: InputOf<'createSlaPolicy'>): Promise<StoredSlaPolicy> {
    return this.policies.create(body);
  }

  @Route('updateSlaPolicy')
  updateSlaPolicy(@Input() { params, body }: InputOf<'updateSlaPolicy'>): Promise<StoredSlaPolicy> {
    return this.policies.update(params.id, body);
  }

  @Route('getTouchpointMapping')
  getTouchpointMapping(): Promise<TouchpointMapping> {
    return this.workspace.mapping();
  }

  @Route('updateTouchpointMapping')
  updateTouchpointMapping(@Input() { body }: InputOf<'updateTouchpointMapping'>): Promise<TouchpointMapping> {
    return this.workspace.setMapping(body);
  }
}
