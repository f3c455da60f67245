import type { Pool } from 'pg';
import { createTestDatabase } from '@ripen/testing';
import { createDataSource, migrate } from '../db/migrate';
import { createPool, inTransaction } from '../db/pool';
import { recordAudit } from './record-audit';
import { type AuditHead, verifyAudit } from './verify-audit';

const ADA = { kind: 'user', id: '0192f0c1-0000-7000-8000-000000000001', name: 'Ada' } as const;

describe('the audit log', () => {
  let pool: Pool;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    const database = await createTestDatabase(async (url) => {
      const source = await createDataSource(url, 2).initialize();
      await migrate(source);
      await source.destroy();
    });
    pool = createPool({ connectionString: database.url, max: 8 });
    drop = database.drop;
  });
  afterEach(async () => {
    await pool.end();
    await drop();
  });

  const record = (count: number) =>
    inTransaction(pool, async (tx) => {
      for (let index = 0; index < count; index += 1)
        await recordAudit(tx, {
          actor: ADA,
          action: 'key.created',
          subject: { type: 'key', id: `${index}` },
          details: { name: 'CRM' },
        });
    });
  /** As somebody does who owns the database: past the triggers. */
  const tamper = (sql: string) =>
    inTransaction(pool, async (tx) => {
      await tx.query("SET LOCAL session_replication_role = 'replica'");
      await tx.query(sql);
    });
  const faults = async (kept: AuditHead | null = null) => (await verifyAudit(pool, kept)).faults;

  it('is empty and sound at first', async () => {
    expect(await verifyAudit(pool)).toEqual({ entries: 0, head: null, faults: [] });
  });

  it('chains what many write at once, without a gap', async () => {
    await Promise.all(Array.from({ length: 24 }, () => record(3)));
    const check = await verifyAudit(pool);
    expect(check).toMatchObject({ entries: 72, head: { number: 72 }, faults: [] });
    expect(check.head?.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('forgets what was rolled back with its transaction, and leaves no gap for it', async () => {
    await record(1);
    await expect(
      inTransaction(pool, async (tx) => {
        await recordAudit(tx, { actor: ADA, action: 'key.revoked', subject: null });
        throw new Error('the deed failed');
      }),
    ).rejects.toThrow('the deed failed');
    await record(1);
    expect(await verifyAudit(pool)).toMatchObject({ entries: 2, head: { number: 2 }, faults: [] });
  });

  it('stops nobody who writes before they lock something else', async () => {
    await pool.query('CREATE TABLE thing (id int PRIMARY KEY); INSERT INTO thing VALUES (1)');
    const both = Array.from({ length: 8 }, (_, index) =>
      inTransaction(pool, async (tx) => {
        const lock = () => tx.query('SELECT 1 FROM thing FOR UPDATE');
        if (index % 2 === 0) await lock();
        await recordAudit(tx, { actor: ADA, action: 'key.created', subject: null });
        if (index % 2 === 1) await lock();
      }),
    );
    await expect(Promise.all(both)).resolves.toHaveLength(8);
  });

  it.each([
    "UPDATE audit SET actor_name = 'Eve'",
    'DELETE FROM audit',
    'TRUNCATE audit',
    "INSERT INTO audit (actor_kind, action, number, before, hash) VALUES ('nobody', 'key.created', 9, '', '')",
  ])('refuses %s', async (sql) => {
    await record(2);
    await expect(pool.query(sql)).rejects.toMatchObject({ code: '23001' });
    expect(await faults()).toEqual([]);
  });

  it('names an entry that was changed', async () => {
    await record(5);
    await tamper("UPDATE audit SET actor_name = 'Eve' WHERE number = 3");
    expect(await faults()).toEqual([{ number: 3, problem: 'changed' }]);
  });

  it('names an entry that was changed and sealed anew', async () => {
    await record(5);
    await tamper("UPDATE audit SET actor_name = 'Eve' WHERE number = 3");
    await tamper('UPDATE audit a SET hash = audit_hash(a) WHERE number = 3');
    expect(await faults()).toEqual([{ number: 3, problem: 'changed' }]);
  });

  it.each([
    ['the first', 1],
    ['one in between', 3],
    ['the last', 5],
  ])('names %s that was removed', async (_, number) => {
    await record(5);
    await tamper(`DELETE FROM audit WHERE number = ${number}`);
    expect(await faults()).toEqual([{ number, problem: 'removed' }]);
  });

  it('names an entry that was put in', async () => {
    await record(2);
    await tamper(
      "INSERT INTO audit (actor_kind, action, number, before, hash) SELECT 'nobody', 'key.created', 3, hash, '' FROM audit_head",
    );
    await tamper("INSERT INTO audit (actor_kind, action) VALUES ('nobody', 'key.created')");
    expect(await faults()).toEqual([
      { number: 3, problem: 'inserted' },
      { number: null, problem: 'inserted' },
    ]);
  });

  it('is held to a head that was kept elsewhere, whoever made a new chain', async () => {
    await record(3);
    const { head } = await verifyAudit(pool);
    await record(1);
    expect(await faults(head)).toEqual([]);
    await tamper('DELETE FROM audit; DELETE FROM audit_head');
    await record(5);
    expect(await faults()).toEqual([]);
    expect(await faults(head)).toEqual([{ number: 3, problem: 'changed' }]);
  });
});
