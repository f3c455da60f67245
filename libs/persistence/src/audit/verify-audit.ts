import type { Pool } from 'pg';
import { inTransaction, type Tx } from '../db/pool';

/** An entry that is not what was written. `removed` names where it stood. */
export interface AuditFault {
  readonly number: number | null;
  readonly problem: 'changed' | 'removed' | 'inserted';
}

/** The end of the chain. Kept elsewhere, it proves that nothing up to it was changed, not even by somebody who made a new chain. */
export interface AuditHead {
  readonly number: number;
  readonly hash: string;
}

export interface AuditCheck {
  readonly entries: number;
  readonly head: AuditHead | null;
  /** At most a hundred; empty where everything is as it was written. */
  readonly faults: readonly AuditFault[];
}

interface Row {
  readonly number: number;
  readonly before: string;
  readonly hash: string;
  readonly own: string;
}

const PAGE = 5_000;
const FAULTS_NAMED = 100;
const PAGE_SQL = /* sql */ `
  SELECT a.number, a.before, a.hash, audit_hash(a) AS own FROM audit a WHERE a.number > $1 ORDER BY a.number LIMIT ${PAGE}`;

/** Follows the whole chain in one snapshot. `kept` is a head that was noted earlier, elsewhere. */
export function verifyAudit(pool: Pool, kept: AuditHead | null = null): Promise<AuditCheck> {
  return inTransaction(pool, async (tx) => {
    await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const { rows } = await tx.query<AuditHead>('SELECT number, hash FROM audit_head');
    const head = rows[0] ?? null;
    const walk = new Walk(head, kept);
    for await (const row of sealed(tx)) walk.take(row);
    const unsealed = await tx.query<{ found: number }>('SELECT count(*) AS found FROM audit WHERE number IS NULL');
    return { entries: walk.entries, head, faults: walk.end(unsealed.rows[0]?.found ?? 0) };
  });
}

async function* sealed(tx: Tx): AsyncGenerator<Row> {
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const { rows } = await tx.query<Row>(PAGE_SQL, [after]);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.number;
  }
}

class Walk {
  entries = 0;
  private readonly faults: AuditFault[] = [];
  private last: Row = { number: 0, before: '', hash: '', own: '' };

  constructor(
    private readonly head: AuditHead | null,
    private readonly kept: AuditHead | null,
  ) {}

  take(row: Row): void {
    this.entries += 1;
    if (row.number <= this.last.number || row.number > (this.head?.number ?? 0)) {
      this.blame(row.number, 'inserted');
      return;
    }
    this.missing(row.number - 1);
    // An entry covers the hash of the one before it: where they differ and this one is sound, that one was sealed anew.
    if (row.own !== row.hash) this.blame(row.number, 'changed');
    else if (row.number === this.last.number + 1) this.follow(row.before);
    if (row.number === this.kept?.number && row.hash !== this.kept.hash) this.blame(row.number, 'changed');
    this.last = row;
  }

  end(unsealed: number): readonly AuditFault[] {
    this.missing(this.head?.number ?? 0);
    if (this.head?.number === this.last.number) this.follow(this.head.hash);
    if (this.kept !== null && this.kept.number > this.last.number) this.blame(this.kept.number, 'removed');
    for (let index = 0; index < Math.min(unsealed, FAULTS_NAMED); index += 1) this.blame(null, 'inserted');
    return this.faults;
  }

  private follow(before: string): void {
    if (before !== this.last.hash && this.last.own === this.last.hash) this.blame(this.last.number, 'changed');
  }

  private missing(until: number): void {
    for (let number = this.last.number + 1; number <= until && this.faults.length < FAULTS_NAMED; number += 1)
      this.blame(number, 'removed');
  }

  private blame(number: number | null, problem: AuditFault['problem']): void {
    const known = this.faults.some((fault) => number !== null && fault.number === number);
    if (!known && this.faults.length < FAULTS_NAMED) this.faults.push({ number, problem });
  }
}
