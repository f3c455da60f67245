import type { Erasure, Mention, Receipt } from '@ripen/contracts';
import { isRemovable } from '@ripen/persistence';
import { z } from 'zod';

export interface ErasureRow {
  id: string;
  reason: Erasure['reason'];
  rule: string | null;
  asked_by: string | null;
  asked_by_name: string | null;
  asked_at: number;
  stage: Erasure['stage'];
  stuck: boolean;
  people: number;
  removed: Record<string, number>;
  rows_gone_at: number | null;
  done_at: number | null;
  open_mentions: number;
  consents: Receipt['consents'];
  checks: unknown;
}

export const ERASURE_SQL = /* sql */ `
SELECT e.id, e.reason, e.rule, e.asked_by, u.name AS asked_by_name, e.asked_at, e.stage, e.people, e.removed, e.rows_gone_at, e.done_at, e.consents, e.checks,
  e.stage <> 'done' AND NOT EXISTS (SELECT FROM job j WHERE j.kind = 'erasure' AND j.subject_id = e.id AND j.status = 'active') AS stuck,
  (SELECT count(*) FROM erasure_mention m WHERE m.erasure_id = e.id AND m.decision = 'open') AS open_mentions
FROM erasure e LEFT JOIN app_user u ON u.id = e.asked_by`;

export function toErasure(row: ErasureRow): Erasure {
  return {
    id: row.id,
    reason: row.reason,
    rule: row.rule,
    askedBy: row.asked_by === null ? null : { id: row.asked_by, name: row.asked_by_name ?? '' },
    askedAt: row.asked_at,
    stage: row.stage,
    stuck: row.stuck,
    people: row.people,
    removed: row.removed,
    rowsGoneAt: row.rows_gone_at,
    doneAt: row.done_at,
    openMentions: row.open_mentions,
  };
}

const checksSchema = z.object({
  searched: z.record(z.string(), z.number()).nullable().default(null),
  rewritten: z
    .object({ tables: z.number(), statistics: z.boolean(), journal: z.enum(['renewed', 'left_to_owner']) })
    .nullable()
    .default(null),
});

export type MentionRow = Omit<Mention, 'removable'>;

export function toReceipt(row: ErasureRow, mentions: readonly MentionRow[]): Receipt {
  return {
    ...toErasure(row),
    consents: row.consents,
    checks: checksSchema.parse(row.checks),
    mentions: mentions.map((mention) => ({ ...mention, removable: isRemovable(mention.place) })),
  };
}
