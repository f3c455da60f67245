import { compileModel, type ScoringModel, scoringModelSchema } from '@ripen/scoring';
import type { Tx } from '../db/pool';

/** Publishes a scoring model as the next version. Throws `InvalidModelError` when lint refuses it. Leads are scored again as facts come. */
export async function publishModel(tx: Tx, model: ScoringModel, userId: string | null): Promise<number> {
  await tx.query('LOCK TABLE scoring_model IN SHARE ROW EXCLUSIVE MODE');
  const { rows } = await tx.query<{ version: number }>(
    'SELECT coalesce(max(version), 0) + 1 AS version FROM scoring_model',
  );
  const version = rows[0]?.version ?? 1;
  const numbered = { ...scoringModelSchema.parse(model), version };
  compileModel(numbered);
  await tx.query('UPDATE scoring_model SET active = false WHERE active');
  await tx.query('INSERT INTO scoring_model (version, model, active, published_by) VALUES ($1, $2, true, $3)', [
    version,
    numbered,
    userId,
  ]);
  return version;
}
