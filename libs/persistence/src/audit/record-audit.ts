import type { AuditAction, AuditActor, AuditDetails, EpochMs } from '@ripen/domain';

/** Whoever runs statements: a transaction, or a repository's manager inside one. */
interface Statements {
  query(text: string, values: unknown[]): Promise<unknown>;
}

export interface NewAuditEntry {
  /** By default the database's clock. */
  readonly at?: EpochMs;
  readonly actor: AuditActor;
  readonly action: AuditAction;
  readonly subject: { readonly type: string; readonly id: string } | null;
  /** Ids, counts and our own words. No secret, and nothing of a lead but its id: erasure does not reach this log. */
  readonly details?: AuditDetails;
}

/** Writes down who did what, in the transaction that does it: no deed without its entry, no entry without its deed. */
export async function recordAudit(
  tx: Statements,
  { at, actor, action, subject, details }: NewAuditEntry,
): Promise<void> {
  await tx.query(
    `INSERT INTO audit (at, actor_kind, actor_id, actor_name, action, subject_type, subject_id, details)
     VALUES (coalesce(instant($1::bigint), clock_timestamp()), $2, $3, $4, $5, $6, $7, $8)`,
    [
      at ?? null,
      actor.kind,
      actor.id,
      actor.name,
      action,
      subject?.type ?? null,
      subject?.id ?? null,
      JSON.stringify(details ?? {}),
    ],
  );
}
