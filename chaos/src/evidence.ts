import type { DataPhase, SeenWorkflow } from '@ripen/testing';
import type { Pool } from 'pg';
import type { IngestClient } from './ingest-client';
import type { Killed } from './killer';
import { type Outage, PARTS } from './part';
import type { Plan } from './plan';
import { outagesOf, type World } from './world';

export interface EffectRow {
  readonly id: string;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly node_id: string | null;
  readonly visit: number;
  readonly step: string;
  readonly state: string;
  readonly code: string | null;
  readonly attempt: number;
  readonly data_at: number | null;
  /** Of the person who was to get it. */
  readonly address: string;
}

export interface TraceRow {
  readonly subject_id: string;
  readonly node_id: string | null;
  readonly visit: number | null;
  readonly event: string;
  readonly at: number;
}

export interface WaitRow {
  readonly enrollment_id: string;
  readonly visit: number;
  readonly state: string;
  readonly deadline: number | null;
}

export interface RungRow {
  readonly handoff_id: string;
  readonly visit: number;
  readonly rung: string;
  readonly due_at: number;
  readonly fired_at: number;
}

export interface SubjectRow {
  readonly id: string;
  readonly kind: 'enrollment' | 'handoff';
  readonly status: string;
  readonly reason: string | null;
  readonly enrollment_id: string | null;
}

/** Everything that is left when a run has come to rest. Instants are epoch milliseconds. */
export interface Evidence {
  readonly plan: Plan;
  readonly pool: Pool;
  readonly client: IngestClient;
  readonly phases: readonly DataPhase[];
  readonly outages: readonly Outage[];
  readonly kills: readonly Killed[];
  readonly crashes: readonly string[];
  readonly failedStarts: number;
  readonly workflows: readonly SeenWorkflow[];
  readonly tookMs: number;
  readonly cameToRest: boolean;
  readonly subjects: readonly SubjectRow[];
  readonly effects: readonly EffectRow[];
  /** Of enrollments, in their order. */
  readonly trace: ReadonlyMap<string, readonly TraceRow[]>;
  readonly waits: readonly WaitRow[];
  readonly rungs: readonly RungRow[];
  /** Enrollments whose person clicked, by the ledger. */
  readonly clicked: ReadonlySet<string>;
}

interface Source {
  readonly world: World;
  readonly plan: Plan;
  readonly client: IngestClient;
  readonly kills: readonly Killed[];
  readonly workflows: readonly SeenWorkflow[];
  readonly tookMs: number;
  readonly cameToRest: boolean;
}

export async function readEvidence({ world, ...played }: Source): Promise<Evidence> {
  const { pool } = world.stage;
  const rows = async <T extends object>(sql: string): Promise<T[]> => (await pool.query<T>(sql)).rows;
  const trace = await rows<TraceRow>(
    `SELECT subject_id, node_id, visit, event, at FROM trace WHERE subject_type = 'enrollment' ORDER BY id`,
  );
  const clicks = await rows<{ enrollment_id: string }>(
    `SELECT enrollment_id FROM ledger_entry WHERE type = 'email_link_clicked'`,
  );
  const parts = PARTS.map((part) => world.parts[part]);
  return {
    ...played,
    pool,
    phases: world.sink.phases,
    outages: outagesOf(world),
    crashes: parts.flatMap(({ crashes }) => crashes),
    failedStarts: parts.reduce((sum, { failedStarts }) => sum + failedStarts, 0),
    subjects: await rows<SubjectRow>(
      `SELECT id, 'enrollment' AS kind, status, coalesce(end_reason, park_reason) AS reason, NULL AS enrollment_id FROM enrollment
       UNION ALL SELECT id, 'handoff', status, coalesce(outcome, park_reason), enrollment_id FROM handoff`,
    ),
    effects: await rows<EffectRow>(
      `SELECT f.id, f.subject_type, f.subject_id, f.node_id, f.visit, f.step, f.state, f.code, f.attempt, f.data_at,
         coalesce(u.email, l.email) AS address
       FROM effect f JOIN lead l ON l.id = f.lead_id LEFT JOIN app_user u ON u.id = f.user_id`,
    ),
    trace: Map.groupBy(trace, (row) => row.subject_id),
    waits: await rows<WaitRow>('SELECT enrollment_id, visit, state, deadline FROM wait'),
    rungs: await rows<RungRow>('SELECT handoff_id, visit, rung, due_at, fired_at FROM sla_log'),
    clicked: new Set(clicks.map(({ enrollment_id }) => enrollment_id)),
  };
}
