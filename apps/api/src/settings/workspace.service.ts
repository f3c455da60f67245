import { Injectable } from '@nestjs/common';
import { touchpointMappingSchema, type TouchpointMapping, type UpdateWorkspaceBody, type Workspace, workspaceSchema } from '@ripen/contracts';
import { Database } from '../database/database';
import { ApiException } from '../http/api-exception';

/** One row of settings. Before set-up there is none. */
const storedSchema = workspaceSchema.extend({ touchpointMapping: touchpointMappingSchema });
export type StoredSettings = Workspace & { readonly touchpointMapping: TouchpointMapping };

/** What a fresh workspace takes for a touchpoint: by the first part of the path, and SDK names as they are. */
export const DEFAULT_MAPPING: TouchpointMapping = {
  pages: [
    { prefix: '/karriere', type: 'careers_page_visited' },
    { prefix: '/jobs', type: 'careers_page_visited' },
    { prefix: '/careers', type: 'careers_page_visited' },
    { prefix: '/themen', type: 'topic_page_visited' },
    { prefix: '/produkte', type: 'topic_page_visited' },
    { prefix: '/topics', type: 'topic_page_visited' },
    { prefix: '/products', type: 'topic_page_visited' },
  ],
  events: [
    { name: 'Webinar Registered', type: 'webinar_registered' },
    { name: 'Trade Fair Visited', type: 'trade_fair_visited' },
    { name: 'Content Requested', type: 'content_requested' },
  ],
};

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

  private async merge(part: object): Promise<void> {
    await this.database.rows('UPDATE workspace SET settings = settings || $1::jsonb WHERE id = 1', [JSON.stringify(part)]);
  }
}
