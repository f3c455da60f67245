import type { EpochMs } from '@ripen/domain';
import type { Tx } from '../db/pool';

export interface HandoffOpening {
  readonly handoffId: string;
  readonly leadId: string;
  readonly enrollmentId: string;
  readonly visit: number;
  readonly teamId: string;
  /** Null: the workspace's default policy. */
  readonly policyId: string | null;
  readonly cell: string | null;
  readonly createdAt: EpochMs;
}

/** Thrown when a hand-off node names a policy that is gone and there is no default; parks the enrollment. */
class MissingPolicyError extends Error {
  override name = 'MissingPolicy';
}

/** Inserts a handoff with the SLA policy as it is now, and its poke. The lead is locked and has no open handoff. */
export async function openHandoff(tx: Tx, opening: HandoffOpening): Promise<void> {
  const { rowCount } = await tx.query(
    `INSERT INTO handoff (id, lead_id, enrollment_id, visit, team_id, policy_id, policy, cell, created_at)
     SELECT $1, $2, $3, $4, $5, p.id, p.policy, $7, instant($8) FROM sla_policy p WHERE p.id = $6 OR p.is_default
     ORDER BY (p.id = $6) DESC NULLS LAST LIMIT 1`,
    [
      opening.handoffId,
      opening.leadId,
      opening.enrollmentId,
      opening.visit,
      opening.teamId,
      opening.policyId,
      opening.cell,
      opening.createdAt,
    ],
  );
  if (rowCount === 0) throw new MissingPolicyError();
  await tx.query({ name: 'poke', text: 'SELECT poke($1, $2)', values: ['handoff', [opening.handoffId]] });
}
