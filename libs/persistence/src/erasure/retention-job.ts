import type { EpochMs } from '@ripen/domain';
import type { Tx } from '../db/pool';
import { inChunk, type JobPiece, type JobRunner, type JobTools, pokeJob, startJob } from '../jobs/job';
import { askErasureOf } from './erase';
import { carryErasure } from './erasure-job';
import { lastNight, nextNight } from './night.sql';
import { deleteDue, dueLeads, readRules, RETENTION_RULES, type SetRule } from './retention.sql';

const RETENTION_JOB = 'retention';
/** Rows that go in one transaction, and leads that go under one receipt. */
const ROWS_AT_ONCE = 1_000;
const LEADS_AT_ONCE = 2_000;

/** Makes sure that the job of all rules is there, and wakes it: rules have changed. */
export async function keepRetention(tx: Tx): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [RETENTION_JOB]);
  const { rows } = await tx.query<{ id: string }>(`SELECT id FROM job WHERE kind = $1 AND status = 'active'`, [
    RETENTION_JOB,
  ]);
  if (rows[0] === undefined) await startJob(tx, { kind: RETENTION_JOB });
  else await pokeJob(tx, rows[0].id);
}

/** Has the rules that are on carried out at once. */
export async function runRetentionNow(tx: Tx): Promise<void> {
  await tx.query('UPDATE retention_rule SET last_run_at = NULL WHERE active');
  await keepRetention(tx);
}

/** The runner: every night each rule that is on, one bounded piece after the other; then it waits for the next night. No rule on: it ends. */
export const retentionRunner: JobRunner = {
  kind: RETENTION_JOB,
  work: (job, tools) => inChunk(tools, job.id, (tx) => retentionPiece(tx, tools)),
};

async function retentionPiece(tx: Tx, { context }: Pick<JobTools, 'context'>): Promise<JobPiece> {
  const now = await context.clock.now(tx);
  const rules = (await readRules(tx)).filter(({ active }) => active);
  if (rules.length === 0) return { do: 'done', outcome: 'done' };
  const since = await lastNight(tx, now);
  const due = rules.find(({ lastRunAt }) => lastRunAt === null || lastRunAt < since);
  if (due === undefined) return { do: 'wait', until: await nextNight(tx, now) };
  await (RETENTION_RULES[due.key].erases === 'leads' ? eraseLeads(tx, due, now) : deleteRows(tx, due, now));
  return { do: 'again' };
}

/** The erasure looks again whether each is still old: somebody may visit meanwhile. */
async function eraseLeads(tx: Tx, rule: SetRule, now: EpochMs): Promise<void> {
  const ids = await dueLeads(tx, rule, { now, limit: LEADS_AT_ONCE });
  if (ids.length > 0) {
    const id = await askErasureOf(tx, ids, { reason: 'retention', rule: rule.key, askedBy: null, now });
    await carryErasure(tx, id, null);
  }
  await noteRun(tx, rule, { gone: ids.length, now, through: ids.length < LEADS_AT_ONCE });
}

async function deleteRows(tx: Tx, rule: SetRule, now: EpochMs): Promise<void> {
  const gone = await deleteDue(tx, rule, { now, limit: ROWS_AT_ONCE });
  await noteRun(tx, rule, { gone, now, through: gone < ROWS_AT_ONCE });
}

/** A run that goes on counts on; the next one begins anew. */
async function noteRun(
  tx: Tx,
  { key, lastRunAt }: SetRule,
  { gone, now, through }: { gone: number; now: EpochMs; through: boolean },
): Promise<void> {
  await tx.query(
    `UPDATE retention_rule SET last_gone = CASE WHEN going THEN coalesce(last_gone, 0) ELSE 0 END + $2, going = NOT $3,
       last_run_at = CASE WHEN $3 THEN instant($4) ELSE instant($5) END WHERE key = $1`,
    [key, gone, through, now, lastRunAt],
  );
}
