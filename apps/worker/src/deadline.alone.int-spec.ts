import type { SlaPolicy } from '@ripen/handoff';
import { actOnHandoff } from '@ripen/persistence';
import {
  BY_HAND,
  bornLead,
  bornTeam,
  chain,
  CONTEXT,
  enrolled,
  MAIL,
  published,
  ROUND_THE_CLOCK,
} from '@ripen/persistence/stage';
import { type HangingServer, startHangingServer } from './hanging-server.fixture';
import { ACTIVITY_SLOTS } from './worker';
import { eventually, openStack, type Stack } from './stack.fixture';

/** Milliseconds: the promise for every rung while all parts run. */
const PROMISE = 5_000;

/** Reminds after two seconds. */
const NEAR: SlaPolicy = { ...ROUND_THE_CLOCK, accept: { durationMs: 4_000, remindAt: 50, warnAt: 80 } };
/** Reminds after seven seconds: time enough for a crowd to come in between. */
const SOON: SlaPolicy = { ...ROUND_THE_CLOCK, accept: { durationMs: 14_000, remindAt: 50, warnAt: 80 } };
/** So far away that the first mail is claimed without a look at the deadline; after the acceptance the next rung is a second away. */
const FAR: SlaPolicy = {
  ...ROUND_THE_CLOCK,
  accept: { durationMs: 3_600_000, remindAt: 50, warnAt: 80 },
  contact: { durationMs: 2_000, remindAt: 50, warnAt: 80 },
};

describe.each(['recipient', 'body'] as const)('while a mail hangs at its %s', (where) => {
  let mails: HangingServer;
  let stack: Stack;
  beforeAll(async () => {
    mails = await startHangingServer(where);
    stack = await openStack({ smtpUrl: mails.url });
  }, 120_000);
  afterAll(async () => {
    await mails?.stop();
    await stack?.close();
  }, 60_000);

  beforeEach(() => {
    mails.hangs = true;
  });

  /** Hands a new lead to a new team and resolves once the mail to the first rep is out, or hangs. */
  async function offer(policy: SlaPolicy): Promise<{ id: string; ownerId: string }> {
    const { pool } = stack.stage;
    await pool.query('UPDATE sla_policy SET is_default = false');
    const { teamId } = await bornTeam(pool, ['Ayla', 'Ben'], policy);
    // Everybody has a domain of their own: one that is found slow would not be asked again for the next mail.
    await pool.query(`UPDATE app_user SET email = id || '@' || id || '.example.org'`);
    const graph = chain(
      ['start', 'trigger', BY_HAND],
      ['sales', 'hand_off', { teamId }, 'expired'],
      ['end', 'exit', {}],
    );
    const leadId = await bornLead(pool, `${teamId}@example.org`);
    await enrolled(pool, { ...(await published(pool, graph)), leadId, nodeId: 'start' });
    return eventually(async () => {
      const { rows } = await pool.query<{ id: string; ownerId: string }>(
        `SELECT h.id, h.owner_id AS "ownerId" FROM handoff h JOIN effect f ON f.subject_id = h.id AND f.state = $2 WHERE h.lead_id = $1`,
        [leadId, mails.hangs ? 'sending' : 'sent'],
      );
      return rows[0];
    });
  }

  const firedLate = (id: string, clock: string, rung: string): Promise<number> =>
    eventually(async () => {
      const { rows } = await stack.stage.pool.query<{ late: number }>(
        'SELECT ms(fired_at) - ms(due_at) AS late FROM sla_log WHERE handoff_id = $1 AND clock = $2 AND rung = $3',
        [id, clock, rung],
      );
      return rows.map(({ late }) => late)[0] ?? null;
    }, 25_000);

  const offerState = async (id: string): Promise<string | undefined> => {
    const { rows } = await stack.stage.pool.query<{ state: string }>(
      `SELECT state FROM effect WHERE subject_id = $1 AND notice = 'offered' ORDER BY id LIMIT 1`,
      [id],
    );
    return rows[0]?.state;
  };

  it('the rungs of the ladder fire in time', async () => {
    const { id } = await offer(NEAR);
    expect(await firedLate(id, 'accept', 'remind')).toBeLessThan(PROMISE);
    expect(await offerState(id)).toBe('sending');
    expect(await firedLate(id, 'accept', 'breach')).toBeLessThan(PROMISE);
    expect(await offerState(id)).toBe('sending');
  }, 60_000);

  it('a poke is not lost: what the rep does starts the next clock, which fires in time', async () => {
    const { id, ownerId } = await offer(FAR);
    const accepted = await actOnHandoff(
      stack.stage.pool,
      { handoffId: id, action: { action: 'accept' }, actor: { userId: ownerId, manages: false } },
      CONTEXT,
    );
    expect(accepted).toEqual({ ok: true });
    expect(await firedLate(id, 'contact', 'remind')).toBeLessThan(PROMISE);
    expect(await offerState(id)).toBe('sending');
  }, 60_000);

  it('the rungs fire in time even when more mails hang than the worker can carry at once', async () => {
    const { pool } = stack.stage;
    mails.hangs = false;
    const { id } = await offer(SOON);
    mails.hangs = true;
    const mailing = chain(['start', 'trigger', BY_HAND], ['mail', 'send_email', MAIL, 'sent'], ['end', 'exit', {}]);
    const version = await published(pool, mailing);
    for (let person = 0; person < 4 * ACTIVITY_SLOTS; person += 1) {
      const leadId = await bornLead(pool, `crowd-${where}@person-${person}.example.org`);
      await enrolled(pool, { ...version, leadId, nodeId: 'start' });
    }
    await eventually(async () => {
      const { rows } = await pool.query<{ busy: number }>(
        `SELECT count(*) AS busy FROM effect WHERE state = 'sending' AND subject_type = 'enrollment'`,
      );
      return rows[0]?.busy === ACTIVITY_SLOTS;
    });
    expect(await firedLate(id, 'accept', 'remind')).toBeLessThan(PROMISE);
  }, 90_000);
});
