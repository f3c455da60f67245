import { Injectable } from '@nestjs/common';
import {
  touchpointMappingSchema,
  type TouchpointMapping,
  type UpdateWorkspaceBody,
  type Workspace,
  workspaceSchema,
} from '@ripen/contracts';
import { recordAudit, removeSample, type RemovedSample } from '@ripen/persistence';
import { auditActor, type Caller } from '../access/caller';
import { Database } from '../database/database';
import { ApiException } from '../http/api-exception';

/** One row of settings. Before set-up there is none. */
const storedSchema = workspaceSchema.extend({
  touchpointMapping: touchpointMappingSchema,
  // Set up by an earlier release.
  secondFactor: workspaceSchema.shape.secondFactor.default('nobody'),
});
export type StoredSettings = Workspace & { readonly touchpointMapping: TouchpointMapping };

/** The settings of the one workspace. */
@Injectable()
export class WorkspaceService {
  constructor(private readonly database: Database) {}

  async settings(): Promise<StoredSettings> {
    const row = await this.database.row<{ settings: unknown }>('SELECT settings FROM workspace WHERE id = 1');
    const parsed = storedSchema.safeParse(row?.settings);
    if (!parsed.success) throw new ApiException('unavailable');
    return parsed.data;
  }

  async workspace(): Promise<Workspace> {
    return workspaceSchema.parse(await this.settings());
  }

  async update(body: UpdateWorkspaceBody, caller: Caller): Promise<Workspace> {
    await this.merge(body, caller);
    return this.workspace();
  }

  async mapping(): Promise<TouchpointMapping> {
    return (await this.settings()).touchpointMapping;
  }

  async setMapping(touchpointMapping: TouchpointMapping, caller: Caller): Promise<TouchpointMapping> {
    await this.merge({ touchpointMapping }, caller);
    return touchpointMapping;
  }

  /** Takes the sample data out, all or nothing. */
  removeSample(caller: Caller): Promise<RemovedSample> {
    return this.database.transaction(async (tx) => {
      await recordAudit(tx, { actor: auditActor(caller), action: 'sample.removed', subject: null });
      return removeSample(tx);
    });
  }

  private async merge(part: object, caller: Caller): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.query('UPDATE workspace SET settings = settings || $1::jsonb WHERE id = 1', [JSON.stringify(part)]);
      const details = { fields: Object.keys(part) };
      await recordAudit(tx, { actor: auditActor(caller), action: 'settings.changed', subject: null, details });
    });
  }
}
