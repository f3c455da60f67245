import type { Pool } from 'pg';
import { errorCode, isContention } from '../db/errors';
import { inTransaction } from '../db/pool';
import { bornLead, CONTEXT, openStage, type Stage } from '../stage.fixture';
import { applyFacts } from './apply-facts';
import { aVisit, leadNamed, onlyRow, SOURCE, unique } from './facts.fixture';
import { claimAddress, resolveLeads } from './identity';
import { type IngestEvent, ingestBatch } from './ingest';
import { mergeLeads } from './merge';

describe('what arrives as a batch', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it('counts a message once, however often and in whatever batch it comes', async () => {
    const visitor = unique('visitor');
    const event = aVisit(visitor);
    const first = await ingestBatch(stage.pool, [event, event], CONTEXT);
    const second = await ingestBatch(stage.pool, [event], CONTEXT);
    expect([first.recorded, second.recorded, second.duplicates]).toEqual([1, 0, 1]);
    expect(await leadNamed(stage.pool, 'anonymous', visitor)).toMatchObject({
      points_milli: 10_000,
      touchpoint_count: 1,
      known: false,
    });
  });

  it('keeps when it happened, when we learned of it, and how the lead came', async () => {
    const visitor = unique('visitor');
    await ingestBatch(stage.pool, [{ ...aVisit(visitor), occurredAt: Date.now() - 3_600_000 }], CONTEXT);
    const entry = await onlyRow(
      stage.pool,
      `SELECT channel, campaign, referrer, received_at - occurred_at > interval '59 minutes' AS late FROM ledger_entry e
       JOIN lead_identity i ON i.lead_id = e.lead_id WHERE i.value = $1 AND e.kind = 'touchpoint'`,
      [visitor],
    );
    expect(entry).toEqual({ ...SOURCE, late: true });
  });

  it('joins the visits of a browser to the person who signs in there, and derives the score again', async () => {
    const visitor = unique('visitor');
    const user = unique('user');
    await ingestBatch(stage.pool, [aVisit(visitor), aVisit(visitor)], CONTEXT);
    await ingestBatch(
      stage.pool,
      [
        {
          kind: 'identify',
          messageId: unique('message'),
          anonymousId: visitor,
          userId: user,
          occurredAt: Date.now(),
          lead: { email: `${user}@example.org` },
          company: null,
        },
      ],
      CONTEXT,
    );
    const known = await leadNamed(stage.pool, 'user', user);
    expect(known).toMatchObject({
      known: true,
      email: `${user}@example.org`,
      points_milli: 20_000,
      touchpoint_count: 2,
    });
    expect(await leadNamed(stage.pool, 'anonymous', visitor)).toMatchObject({ id: known['id'] });
  });

  it('does not merge two known people, but proposes it once, however often their address is told', async () => {
    const email = `${unique('taken')}@example.org`;
    const holder = await bornLead(stage.pool, email);
    const other = unique('user');
    const identify = (address: string): IngestEvent => ({
      kind: 'identify',
      messageId: unique('message'),
      anonymousId: null,
      userId: other,
      occurredAt: Date.now(),
      lead: { email: address },
      company: null,
    });
    await ingestBatch(stage.pool, [identify(`${other}@example.org`)], CONTEXT);
    const again = identify(email);
    await ingestBatch(stage.pool, [again, identify(email)], CONTEXT);
    await ingestBatch(stage.pool, [again], CONTEXT);
    const lead = await leadNamed(stage.pool, 'user', other);
    expect(lead).toMatchObject({ email: `${other}@example.org` });
    expect(
      await onlyRow(stage.pool, `SELECT data ->> 'into' AS into FROM incident WHERE subject_id = $1`, [lead['id']]),
    ).toEqual({
      into: holder,
    });
  });

  it('makes one lead of a visitor whom two batches see at the same moment', async () => {
    const visitor = unique('visitor');
    await Promise.all(Array.from({ length: 6 }, () => ingestBatch(stage.pool, [aVisit(visitor)], CONTEXT)));
    expect(await leadNamed(stage.pool, 'anonymous', visitor)).toMatchObject({ touchpoint_count: 6 });
    expect(
      await onlyRow(
        stage.pool,
        `SELECT count(*)::int AS stillborn FROM lead l WHERE NOT known AND NOT EXISTS (SELECT FROM lead_identity i WHERE i.lead_id = l.id) AND merged_into IS NULL`,
        [],
      ),
    ).toEqual({
      stillborn: 0,
    });
  });

  it('locks a company before the leads that it merges, as everybody else does', async () => {
    const [visitor, user, company] = [unique('visitor'), unique('user'), unique('Firma')];
    const identify = (anonymousId: string | null): IngestEvent => ({
      kind: 'identify',
      messageId: unique('message'),
      anonymousId,
      userId: user,
      occurredAt: Date.now(),
      lead: { email: `${user}@example.org` },
      company: { name: company, employees: 20 },
    });
    await ingestBatch(stage.pool, [identify(null), aVisit(visitor)], CONTEXT);
    const lead = await leadNamed(stage.pool, 'user', user);
    const other = await stage.pool.connect();
    await other.query('BEGIN');
    await other.query('SELECT FROM company WHERE name = $1 FOR UPDATE', [company]);
    const merging = ingestBatch(stage.pool, [identify(visitor)], CONTEXT);
    await someoneWaits(stage.pool);
    const { rowCount } = await other.query('SELECT FROM lead WHERE id = $1 FOR UPDATE NOWAIT', [lead['id']]);
    await other.query('COMMIT');
    other.release();
    await merging;
    expect(rowCount).toBe(1);
    expect(await leadNamed(stage.pool, 'anonymous', visitor)).toMatchObject({ id: lead['id'] });
  });

  it('takes a visit under two names of which one was merged meanwhile to the lead that is left', async () => {
    const [visitor, user] = [unique('visitor'), unique('user')];
    await ingestBatch(stage.pool, [aVisit(visitor), { ...aVisit(visitor), anonymousId: null, userId: user }], CONTEXT);
    await ingestBatch(stage.pool, [{ ...aVisit(visitor), userId: user }, aVisit(visitor)], CONTEXT);
    expect(await leadNamed(stage.pool, 'anonymous', visitor)).toMatchObject({ touchpoint_count: 4 });
    expect(await leadNamed(stage.pool, 'user', user)).toMatchObject({ touchpoint_count: 4 });
  });

  it('gives a new name of a visitor who is being merged to the lead that stays', async () => {
    const [visitor, user] = [unique('visitor'), unique('user')];
    const stays = await bornLead(stage.pool, `${unique('bleibt')}@example.org`);
    await ingestBatch(stage.pool, [aVisit(visitor)], CONTEXT);
    const goes = await leadNamed(stage.pool, 'anonymous', visitor);
    let named: Promise<unknown> = Promise.resolve();
    await inTransaction(stage.pool, async (tx) => {
      await mergeLeads(tx, { from: String(goes['id']), into: stays }, CONTEXT);
      named = ingestBatch(stage.pool, [{ ...aVisit(visitor), userId: user }], CONTEXT);
      await someoneWaits(stage.pool);
    });
    await named;
    expect(await leadNamed(stage.pool, 'user', user)).toMatchObject({ id: stays });
  });

  it('calls two people who claim one new address at the same moment contention: the loser tries again and is known', async () => {
    const email = `${unique('neu')}@example.org`;
    const claims = (userId: string): IngestEvent => ({
      kind: 'identify',
      messageId: unique('message'),
      anonymousId: null,
      userId,
      occurredAt: Date.now(),
      lead: { email },
      company: null,
    });
    const [first, second] = [claims(unique('user')), claims(unique('user'))];
    let lost: Promise<unknown> = Promise.resolve();
    await inTransaction(stage.pool, async (tx) => {
      const [leadId = ''] = await resolveLeads(tx, [first], CONTEXT);
      await claimAddress(tx, { leadId, email }, CONTEXT);
      const known = { kind: 'known', leadId, occurredAt: Date.now(), dedupeKey: null } as const;
      await applyFacts(tx, [known, { ...known, kind: 'fields', lead: { email }, company: null }], CONTEXT);
      lost = ingestBatch(stage.pool, [second], CONTEXT).catch((error: unknown) => error);
      await someoneWaits(stage.pool);
    });
    const failure = await lost;
    expect([errorCode(failure), isContention(failure)]).toEqual(['23505', true]);
    await ingestBatch(stage.pool, [second], CONTEXT);
    const holder = await leadNamed(stage.pool, 'user', String(first.userId));
    expect(await leadNamed(stage.pool, 'user', String(second.userId))).toMatchObject({ id: holder['id'], email });
  });
});

/** Resolves when a session of this database waits for another's lock. */
async function someoneWaits(pool: Pool): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ waiting: number }>(
      `SELECT count(*) AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if ((rows[0]?.waiting ?? 0) > 0) return;
  }
}
