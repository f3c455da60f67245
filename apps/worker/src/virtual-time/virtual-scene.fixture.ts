import { MINUTE } from '@ripen/domain';
import { startVirtualTemporal } from '@ripen/testing';
import { eventually, openStack, type Stack } from '../stack.fixture';

/**
 * The whole loop on a Temporal that skips time: real Postgres, real SMTP, the real worker code. Its clock reads whole minutes, so that what happens at an
 * instant happens at that instant to the millisecond, however long the machine takes for it; what comes early is seen, since a minute is not rounded up.
 */
export interface VirtualScene {
  readonly stack: Stack;
  /** Lets everything that is due until the instant happen at its time, and stands there when all is quiet. */
  until(iso: string): Promise<void>;
  /** `until` each of the instants, and does there what is said. */
  play(script: readonly (readonly [at: string, act: () => Promise<unknown>])[]): Promise<void>;
  /** What an enrollment or a handoff went through, oldest first. */
  trace(subjectId: string): Promise<Line[]>;
}

/** `at`, `until`: ISO, UTC, to the millisecond. */
export interface Line {
  readonly at: string;
  readonly node: string | null;
  readonly event: string;
  readonly until: string | null;
}

/** An ISO instant in whatever zone people think of it in, as rows tell it. */
export const utc = (iso: string): string => new Date(iso).toISOString();
export const at = (iso: string): number => Date.parse(iso);

/** A line as a person would write it down. */
export const line = (when: string, node: string | null, event: string, until: string | null = null): Line => ({
  at: utc(when),
  node,
  event,
  until: until === null ? null : utc(until),
});

export async function openVirtualScene(): Promise<VirtualScene> {
  const temporal = await startVirtualTemporal();
  const now = async (): Promise<number> => Math.floor((await temporal.now()) / MINUTE) * MINUTE;
  const context = { clock: { now } };
  const stack = await openStack({ temporal, context });
  const { pool } = stack.stage;

  const settled = (): Promise<unknown> =>
    eventually(async () => (await pool.query(BUSY, [await now()])).rowCount === 0, 50_000);
  const nextDeadline = async (): Promise<number | null> =>
    (await pool.query<{ next: number | null }>(NEXT, [await now()])).rows[0]?.next ?? null;

  const until = async (iso: string): Promise<void> => {
    const end = at(iso);
    for (;;) {
      await settled();
      const next = await nextDeadline();
      if (next === null || next > end) break;
      await temporal.moveTo(next);
    }
    await temporal.moveTo(end);
    await settled();
  };
  return {
    stack,
    until,
    play: async (script) => {
      for (const [when, act] of script) {
        await until(when);
        await act();
      }
    },
    trace: async (subjectId) => {
      const { rows } = await pool.query<{ at: number; node: string | null; event: string; until: number | null }>(
        'SELECT at, node_id AS node, event, until FROM trace WHERE subject_id = $1 ORDER BY id',
        [subjectId],
      );
      return rows.map((row) => ({ ...row, at: isoOf(row.at), until: row.until === null ? null : isoOf(row.until) }));
    },
  };
}

const isoOf = (instant: number): string => new Date(instant).toISOString();

/** Something is on its way, or due and not done. */
const BUSY = /* sql */ `
SELECT FROM outbox
UNION ALL SELECT FROM enrollment WHERE status = 'active' AND (poke_at IS NOT NULL OR deadline <= instant($1))
UNION ALL SELECT FROM handoff WHERE status = 'active' AND (poke_at IS NOT NULL OR deadline <= instant($1))
UNION ALL SELECT FROM effect WHERE state = 'sending' OR (state = 'planned' AND (not_before IS NULL OR not_before <= instant($1)))`;

const NEXT = /* sql */ `
SELECT min(deadline) AS next FROM (
  SELECT deadline FROM enrollment WHERE status = 'active' UNION ALL SELECT deadline FROM handoff WHERE status = 'active') open
WHERE deadline > instant($1)`;
