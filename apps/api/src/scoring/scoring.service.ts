import { Inject, Injectable } from '@nestjs/common';
import type { ActiveModel, CellCount, ScoreExplained, TryModelBody } from '@ripen/contracts';
import { CELLS, type Cell, type Company, type Lead } from '@ripen/domain';
import { activeModel, newId } from '@ripen/persistence';
import { type CompiledModel, explain, UNKNOWN_COMPANY, UNKNOWN_LEAD } from '@ripen/scoring';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { ApiException } from '../http/api-exception';
import { toScoreExplained } from './explained';

@Injectable()
export class ScoringService {
  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  async active(): Promise<ActiveModel> {
    const { model, version } = await this.model();
    const published = await this.database.row<{ at: number }>(
      'SELECT published_at AS at FROM scoring_model WHERE version = $1',
      [version],
    );
    const people = await this.database.rows<{ cell: Cell; pseudo: boolean; people: number }>(
      `SELECT cell, category = 'pseudo' AS pseudo, count(*) AS people FROM lead WHERE merged_into IS NULL AND cell IS NOT NULL GROUP BY 1, 2`,
    );
    const cells = CELLS.map((cell): CellCount => ({
      cell,
      stage: model.matrix[cell] ?? 'park',
      people: sum(people.filter((row) => row.cell === cell && !row.pseudo)),
    }));
    return {
      version,
      publishedAt: published?.at ?? 0,
      model: { ...model },
      cells,
      pseudo: sum(people.filter((row) => row.pseudo)),
    };
  }

  /** Scores a lead that does not exist. Nothing is kept. */
  async try(body: TryModelBody): Promise<ScoreExplained> {
    const model = await this.model();
    const now = await this.database.transaction((tx) => this.options.clock.now(tx));
    const touchpoints = Object.entries(body.touchpoints).flatMap(([type, times]) =>
      Array.from({ length: times }, () => ({ id: newId(), type, occurredAt: now })),
    );
    const adjustments =
      body.adjustmentMilli === 0
        ? []
        : [{ id: newId(), pointsMilli: body.adjustmentMilli, reason: '', occurredAt: now }];
    const explanation = explain({
      lead: madeUpLead(body, now),
      company: madeUpCompany(body),
      touchpoints,
      adjustments,
      model,
      now,
    });
    if (explanation === null) throw new ApiException('internal');
    return toScoreExplained(explanation, model);
  }

  private async model(): Promise<CompiledModel> {
    const model = await this.database.transaction((tx) => activeModel(tx));
    if (model === null) throw new ApiException('unavailable');
    return model;
  }
}

function sum(rows: readonly { people: number }[]): number {
  return rows.reduce((total, { people }) => total + people, 0);
}

function madeUpLead({ position }: TryModelBody, now: number): Lead {
  return { ...UNKNOWN_LEAD, id: newId(), position: position ?? null, createdAt: now };
}

function madeUpCompany({ employees, industry, relationship }: TryModelBody): Company {
  return {
    ...UNKNOWN_COMPANY,
    id: newId(),
    relationship,
    employees: employees ?? null,
    industry: industry ?? null,
  };
}
