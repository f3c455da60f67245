import { Injectable } from '@nestjs/common';
import {
  touchpointMappingSchema,
  type TouchpointMapping,
  type UpdateWorkspaceBody,
  type Workspace,
  workspaceSchema,
} from '@ripen/contracts';
import { removeSample, type RemovedSample } from '@ripen/persistence';
import { Database } from '../database/database';
import { ApiException } from '../http/api-exception';

/** One row of settings. Before set-up there is none. */
const storedSchema = workspaceSchema.extend({ touchpointMapping: touchpointMappingSchema });
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

  async update(body: UpdateWorkspaceBody): Promise<Workspace> {
    await this.merge(body);
    return this.workspace();
  }

  async mapping(): Promise<TouchpointMapping> {
    return (await this.settings()).touchpointMapping;
  }

  async setMapping(touchpointMapping: TouchpointMapping): Promise<TouchpointMapping> {
    await this.merge({ touchpointMapping });
    return touchpointMapping;
  }

  /** Takes the sample data out, all or nothing. */
  removeSample(): Promise<RemovedSample> {
    return this.database.transaction(removeSample);
  }

  private async merge(part: object): Promise<void> {
    await this.database.rows('UPDATE workspace SET settings = settings || $1::jsonb WHERE id = 1', [
      JSON.stringify(part),
    ]);
  }
}
