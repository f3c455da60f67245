import { type CompiledModel, compileModel, scoringModelSchema } from '@ripen/scoring';
import type { Tx } from '../db/pool';

const compiled = new Map<number, CompiledModel>();
const KEPT = 8;

/** The published scoring model, compiled once per version and process; null before the set-up has published one. */
export async function activeModel(tx: Tx): Promise<CompiledModel | null> {
  const { rows } = await tx.query<{ version: number }>({
    name: 'active-model',
    text: 'SELECT version FROM scoring_model WHERE active',
  });
  const version = rows[0]?.version;
  if (version === undefined) return null;
  const known = compiled.get(version);
  if (known) return known;
  const found = await tx.query<{ model: unknown }>('SELECT model FROM scoring_model WHERE version = $1', [version]);
  const fresh = compileModel({ ...scoringModelSchema.parse(found.rows[0]?.model), version });
  compiled.set(version, fresh);
  if (compiled.size > KEPT) compiled.delete(Math.min(...compiled.keys()));
  return fresh;
}
