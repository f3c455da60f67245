import type { EpochMs, FactChange } from '@ripen/domain';
import type { Pool } from 'pg';
import { inTransaction } from '../db/pool';
import { LoopDriver } from '../crash/loop-driver.fixture';
import { applyFacts } from '../facts/apply-facts';
import { insertEnrollments } from '../facts/enrol';
import { decideEffect } from '../loop/by-hand';
import { actOnHandoff } from '../loop/handoff-step';
import { published, touched } from '../stage.fixture';
import { actionOf, type Deed, fateOf, type Life } from './life.fixture';
import { actorOf, type Office } from './pure-sales.fixture';
import type { RawLine } from './trace.fixture';

interface Setting {
  readonly leadId: string;
  readonly begins: EpochMs;
  readonly team: Office['team'];
}

/** Plays a life on real tables: `step`, claims, outcomes and `applyFacts`, with a driver where Temporal stands. */
export class RealLife {
  private readonly driver: LoopDriver;

  constructor(
    private readonly pool: Pool,
    private readonly life: Life,
    private readonly setting: Setting,
  ) {
    let attempts = 0;
    this.driver = new LoopDriver({
      ...{ pool, still: pool, dies: false, frozenAt: setting.begins },
      fate: ({ kind }) => (kind === 'notify' ? { outcome: 'sent' } : fateOf(life, (attempts += 1))),
    });
  }

  /** The lines of the enrollment, then those of each handoff. */
  async play(): Promise<RawLine[][]> {
    const { pool, driver, life } = this;
    const { leadId, begins } = this.setting;
    const version = await published(pool, life.graph);
    await inTransaction(pool, async (tx) => {
      const entry = { ...version, leadId, nodeId: 'start', entryKey: '', submissionId: null };
      await tx.query('SELECT poke($1, $2)', ['enrollment', await insertEnrollments(tx, [entry], begins)]);
    });
    await driver.settle();
    for (const [index, { afterMs, deed }] of life.happenings.entries()) {
      await driver.pass(afterMs);
      await this.happen(deed, index);
      await driver.settle();
    }
    await driver.pass(life.restMs);
    await pool.query('UPDATE journey SET live_version_id = NULL WHERE id = $1', [version.journeyId]);
    return linesOf(pool, leadId);
  }

  private async happen(deed: Deed, index: number): Promise<void> {
    const { pool, driver } = this;
    const { leadId } = this.setting;
    const now = driver.now();
    const base = { leadId, occurredAt: now, dedupeKey: `deed:${index}` };
    switch (deed.does) {
      case 'touches': {
        const { type, properties, agoMs } = deed;
        const more = { properties: { ...properties }, occurredAt: now - agoMs, dedupeKey: base.dedupeKey };
        return this.tell(touched(leadId, type, more));
      }
      case 'tells':
        return this.tell({ ...base, kind: 'fields', lead: deed.lead, company: deed.company });
      case 'withdraws': {
        const proof = {
          via: 'unsubscribe',
          wording: null,
          wordingVersion: null,
          confirmedAt: null,
          submissionId: null,
        };
        const said = { purpose: 'marketing', channel: 'email', state: 'withdrawn', proof } as const;
        return this.tell({ ...base, kind: 'consent', ...said });
      }
      case 'decides': {
        const id = await first(
          pool,
          `SELECT id FROM effect WHERE lead_id = $1 AND state = 'unknown' ORDER BY id DESC`,
          leadId,
        );
        if (id) await decideEffect(pool, { effectId: id, choice: deed.choice, by: { userId: null } }, driver.context);
        return;
      }
      case 'sells':
        return this.sell(deed);
    }
  }

  private async tell(change: FactChange): Promise<void> {
    await inTransaction(this.pool, (tx) => applyFacts(tx, [change], this.driver.context));
  }

  private async sell({ who, move }: Extract<Deed, { does: 'sells' }>): Promise<void> {
    const { pool, driver } = this;
    const { leadId, team } = this.setting;
    const handoffId = await first(pool, 'SELECT id FROM handoff WHERE lead_id = $1 ORDER BY id DESC', leadId);
    if (handoffId === null) return;
    const ownerId = await first(pool, 'SELECT owner_id AS id FROM handoff WHERE id = $1', handoffId);
    const reps = team.members.map(({ userId }) => userId);
    const actor = { userId: actorOf(who, { reps, ownerId, team }), manages: who === 'manager' };
    const action = actionOf(move, { now: driver.now(), reps });
    await actOnHandoff(pool, { handoffId, action, actor }, driver.context);
  }
}

async function first(pool: Pool, sql: string, value: string): Promise<string | null> {
  const { rows } = await pool.query<{ id: string | null }>(`${sql} LIMIT 1`, [value]);
  return rows[0]?.id ?? null;
}

/** Ledger ids are told as the keys of what they keep: the other side has no ledger. */
const LINES = /* sql */ `
SELECT subject_id, ms(at) AS at, node_id AS "nodeId", visit, event, port, to_node_id AS "toNodeId", ms(until) AS until, actor_id AS "actorId",
  CASE WHEN why ->> 'by' ~ '^[0-9]+$' THEN why || jsonb_build_object('by', (SELECT dedupe_key FROM ledger_entry WHERE id = (why ->> 'by')::bigint)) ELSE why END AS why
FROM trace WHERE lead_id = $1 ORDER BY subject_type, subject_id, id`;

async function linesOf(pool: Pool, leadId: string): Promise<RawLine[][]> {
  const { rows } = await pool.query<RawLine & { subject_id: string }>(LINES, [leadId]);
  return [...Map.groupBy(rows, ({ subject_id }) => subject_id).values()];
}
