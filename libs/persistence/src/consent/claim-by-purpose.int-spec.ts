import type { ConsentState } from '@ripen/domain';
import { takeTurn } from '../loop/turn';
import { inTransaction } from '../db/pool';
import { applyFacts } from '../facts/apply-facts';
import { bornLead, BY_HAND, chain, CONTEXT, enrolled, MAIL, openStage, published, type Stage } from '../stage.fixture';
import { lockPurpose, savePurpose } from './purposes.sql';

const DAY = 86_400_000;

describe('a mail goes out for its own purpose only', () => {
  let stage: Stage;
  let number = 0;
  beforeAll(async () => {
    stage = await openStage();
    await inTransaction(stage.pool, async (tx) => {
      const state = await lockPurpose(tx, 'marketing');
      if (state === null) throw new Error('marketing is shipped');
      await savePurpose(tx, 'events', { state: { ...state, position: 9 }, was: null, userId: null });
    });
  });
  afterAll(() => stage.close());

  async function person(purpose: string, consent = false): Promise<{ leadId: string; enrollmentId: string }> {
    number += 1;
    const graph = chain(
      ['start', 'trigger', BY_HAND],
      ['mail', 'send_email', { ...MAIL, purpose }, 'sent'],
      ['end', 'exit', { reason: 'done' }],
    );
    const leadId = await bornLead(stage.pool, `person-${number}@example.org`, consent);
    const enrollmentId = await enrolled(stage.pool, {
      ...(await published(stage.pool, graph)),
      leadId,
      nodeId: 'start',
    });
    return { leadId, enrollmentId };
  }

  async function said(leadId: string, state: ConsentState, at: number, purpose = 'events'): Promise<void> {
    const proof = { via: 'test', wording: null, wordingVersion: null, confirmedAt: null, submissionId: null };
    await inTransaction(stage.pool, (tx) =>
      applyFacts(
        tx,
        [{ kind: 'consent', leadId, occurredAt: at, dedupeKey: null, purpose, channel: 'email', state, proof }],
        CONTEXT,
      ),
    );
  }

  /** Takes the next turn; `claimed`: the mail may go out now. */
  async function turn(id: string): Promise<string> {
    const { rows } = await stage.pool.query<{ turn: number }>('SELECT turn FROM enrollment WHERE id = $1', [id]);
    const request = { subject: 'enrollment', id, turn: (rows[0]?.turn ?? 0) + 1, watched: true } as const;
    const { claimed } = await takeTurn(stage.pool, request, CONTEXT);
    if (claimed !== null) return 'claimed';
    const effect = await stage.pool.query<{ state: string; code: string | null }>(
      'SELECT state, code FROM effect WHERE subject_id = $1',
      [id],
    );
    return [effect.rows[0]?.state, effect.rows[0]?.code].filter((part) => part !== null).join(' ');
  }

  it('consent to one purpose is none to another', async () => {
    const one = await person('events', true);
    expect(await turn(one.enrollmentId)).toBe('dropped no_consent');
    const other = await person('events');
    await said(other.leadId, 'granted', Date.now());
    expect(await turn(other.enrollmentId)).toBe('claimed');
  });

  it('what answers a request needs no consent', async () => {
    expect(await turn((await person('transactional')).enrollmentId)).toBe('claimed');
  });

  it('a purpose that is switched off or gone sends nothing', async () => {
    const { leadId, enrollmentId } = await person('events');
    await said(leadId, 'granted', Date.now());
    await stage.pool.query(`UPDATE purpose SET active = false WHERE key = 'events'`);
    expect(await turn(enrollmentId)).toBe('dropped purpose_off');
    await stage.pool.query(`UPDATE purpose SET active = true WHERE key = 'events'`);
    expect(await turn((await person('never_was', true)).enrollmentId)).toBe('dropped purpose_off');
  });

  it('a withdrawal outlives an older yes that arrives later, one of the same instant, and one dated ahead', async () => {
    const now = Date.now();
    const late = await person('events');
    await said(late.leadId, 'withdrawn', now - DAY);
    await said(late.leadId, 'granted', now - 2 * DAY);
    expect(await turn(late.enrollmentId)).toBe('dropped no_consent');
    const same = await person('events');
    await said(same.leadId, 'withdrawn', now - DAY);
    await said(same.leadId, 'granted', now - DAY);
    expect(await turn(same.enrollmentId)).toBe('dropped no_consent');
    const ahead = await person('events');
    await said(ahead.leadId, 'granted', now + 30 * DAY);
    await said(ahead.leadId, 'withdrawn', Date.now());
    expect(await turn(ahead.enrollmentId)).toBe('dropped no_consent');
  });

  it('a complaint stops what needs consent and lets answers through; any other entry stops everything', async () => {
    const suppress = (leadId: string, scope: string): Promise<unknown> =>
      stage.pool.query(
        `INSERT INTO suppression (address_hash, reason, scope) SELECT suppression_key(email), 'test', $2 FROM lead WHERE id = $1
         ON CONFLICT (address_hash) DO UPDATE SET scope = $2`,
        [leadId, scope],
      );
    const marketing = await person('marketing', true);
    const answer = await person('transactional');
    await Promise.all([suppress(marketing.leadId, 'consent'), suppress(answer.leadId, 'consent')]);
    expect(await turn(marketing.enrollmentId)).toBe('dropped suppressed');
    expect(await turn(answer.enrollmentId)).toBe('claimed');
    const other = await person('transactional');
    await suppress(other.leadId, 'all');
    expect(await turn(other.enrollmentId)).toBe('dropped suppressed');
  });

  it('a pause holds the mail and neither drops nor forgets it', async () => {
    const { leadId, enrollmentId } = await person('marketing', true);
    const until = Date.now() + 30 * DAY;
    await stage.pool.query(
      `INSERT INTO mail_pause (lead_id, until, reason, since) VALUES ($1, instant($2), 'asked', now())`,
      [leadId, until],
    );
    expect(await turn(enrollmentId)).toBe('planned');
    const { rows } = await stage.pool.query<{ deadline: number }>('SELECT deadline FROM enrollment WHERE id = $1', [
      enrollmentId,
    ]);
    expect(rows[0]?.deadline).toBe(until);
  });
});
