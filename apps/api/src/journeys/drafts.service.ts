import { Injectable } from '@nestjs/common';
import type { CreateJourneyBody, Draft, SaveDraftBody } from '@ripen/contracts';
import { graphSchema, type JourneyGraph, NODE_REGISTRY } from '@ripen/journey';
import { createJourney } from '@ripen/persistence';
import { Database } from '../database/database';
import { ApiException, orNotFound } from '../http/api-exception';
import { VISIBLE_JOURNEY } from './journey-row';
import { JourneyListService } from './journey-list.service';

interface StoredDraft {
  draft: unknown;
  draft_revision: number;
  draft_saved_at: number;
  saved_by: string | null;
}

@Injectable()
export class DraftsService {
  constructor(
    private readonly database: Database,
    private readonly journeys: JourneyListService,
  ) {}

  async create({ name, description, copyOf }: CreateJourneyBody, userId: string | null): Promise<Draft> {
    const graph = copyOf === undefined ? EMPTY_GRAPH : (await this.get(copyOf)).graph;
    return this.get(await this.database.transaction((tx) => createJourney(tx, { name, description, graph, userId })));
  }

  async get(id: string): Promise<Draft> {
    const journey = await this.journeys.get(id);
    const row = orNotFound(
      await this.database.row<StoredDraft>(
        `SELECT j.draft, j.draft_revision, j.draft_saved_at, u.name AS saved_by FROM journey j LEFT JOIN app_user u ON u.id = j.draft_saved_by WHERE j.id = $1`,
        [id],
      ),
    );
    return {
      journey,
      revision: row.draft_revision,
      graph: graphSchema.parse(row.draft),
      savedAt: row.draft_saved_at,
      savedBy: row.saved_by,
    };
  }

  /** Saves only over what the caller has read; otherwise somebody's work would vanish. */
  async save(id: string, body: SaveDraftBody, userId: string | null): Promise<Draft> {
    const { revision, graph, name, description } = body;
    const saved = await this.database.row(
      `UPDATE journey j SET draft = $3, draft_revision = draft_revision + 1, draft_saved_at = clock_timestamp(), draft_saved_by = $4,
         name = coalesce($5, name), description = coalesce($6, description)
       WHERE j.id = $1 AND j.draft_revision = $2 AND ${VISIBLE_JOURNEY} RETURNING 1`,
      [id, revision, JSON.stringify(graph), userId, name ?? null, description ?? null],
    );
    const draft = await this.get(id);
    if (saved === null)
      throw new ApiException('revision_stale', {
        revision: draft.revision,
        savedBy: draft.savedBy,
        savedAt: draft.savedAt,
      });
    return draft;
  }
}

/** What a new journey begins with: a trigger that leads to an exit. */
const EMPTY_GRAPH: JourneyGraph = {
  schema: 1,
  nodes: [
    {
      id: 'trigger',
      kind: 'trigger',
      name: '',
      position: { x: 0, y: 0 },
      config: { ...NODE_REGISTRY.trigger.defaults },
    },
    { id: 'exit', kind: 'exit', name: '', position: { x: 0, y: 240 }, config: { ...NODE_REGISTRY.exit.defaults } },
  ],
  edges: [{ id: 'trigger-next', from: 'trigger', port: 'next', to: 'exit' }],
};
