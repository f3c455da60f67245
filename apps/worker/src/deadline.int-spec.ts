import { DEFAULT_POLICY, type SlaPolicy } from '@ripen/handoff';
import { actOnHandoff } from '@ripen/persistence';
import { BY_HAND, bornLead, bornTeam, chain, CONTEXT, enrolled, published } from '@ripen/persistence/stage';
import { type HangingServer, startHangingServer } from './hanging-server.fixture';
import { eventually, openStack, type Stack } from './stack.fixture';

/** Milliseconds: the promise for every rung while all parts run. */
const PROMISE = 5_000;

const POLICY: SlaPolicy = {
  ...DEFAULT_POLICY('Europe/Berlin'),
  calendar: { zone: 'Europe/Berlin', always: true, hours: {}, holidays: [] },
};
/** Reminds after two seconds. */
const NEAR: SlaPolicy = { ...POLICY, accept: { durationMs: 4_000, remindAt: 50, warnAt: 80 } };
/** So far away that the first mail is claimed without a look at the deadline; after the acceptance the next rung is a second away. */
const FAR: SlaPolicy = {
  ...POLICY,
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

  /** Hands a new lead to a new team and resolves once the offer to the first rep hangs. */
  async function hangingOffer(policy: SlaPolicy): Promise<{ id: string; ownerId: string }> {
    const { pool } = stack.stage;
    await pool.query('UPDATE sla_policy SET is_default = false');
    const { teamId } = await bornTeam(pool, ['Ayla', 'Ben'], policy);
    const graph = chain(
      ['start', 'trigger', BY_HAND],
      ['sales', 'hand_off', { teamId }, 'expired'],
      ['end', 'exit', {}],
    );
    const leadId = await bornLead(pool, `${teamId}@example.org`);
    const before = mails.hanging;
    await enrolled(pool, { ...(await published(pool, graph)), leadId, nodeId: 'start' });
    await eventually(async () => mails.hanging > before);
    const { rows } = await pool.query<{ id: string; owner_id: string }>(
      'SELECT id, owner_id FROM handoff WHERE lead_id = $1',
      [leadId],
    );
    if (!rows[0]) throw new Error('there is no handoff');
    return { id: rows[0].id, ownerId: rows[0].owner_id };
  }

  const firedLate = (id: string, clock: string, rung: string): Promise<number> =>
    eventually(async () => {
      const { rows } = await stack.stage.pool.query<{ late: number }>(
        'SELECT ms(fired_at) - ms(due_at) AS late FROM sla_log WHERE handoff_id = $1 AND clock = $2 AND rung = $3',
        [id, clock, rung],
      );
      return rows.map(({ late }) => late)[0] ?? null;
    }, 15_000);

  const offerState = async (id: string): Promise<string | undefined> => {
    const { rows } = await stack.stage.pool.query<{ state: string }>(
      `SELECT state FROM effect WHERE subject_id = $1 AND notice = 'offered' ORDER BY id LIMIT 1`,
      [id],
    );
    return rows[0]?.state;
  };

  it('the rungs of the ladder fire in time', async () => {
    const { id } = await hangingOffer(NEAR);
    expect(await firedLate(id, 'accept', 'remind')).toBeLessThan(PROMISE);
    expect(await offerState(id)).toBe('sending');
    expect(await firedLate(id, 'accept', 'breach')).toBeLessThan(PROMISE);
    expect(await offerState(id)).toBe('sending');
  }, 60_000);

  it('a poke is not lost: what the rep does starts the next clock, which fires in time', async () => {
    const { id, ownerId } = await hangingOffer(FAR);
    const accepted = await actOnHandoff(
      stack.stage.pool,
      { handoffId: id, action: { action: 'accept' }, actor: { userId: ownerId, manages: false } },
      CONTEXT,
    );
    expect(accepted).toEqual({ ok: true });
    expect(await firedLate(id, 'contact', 'remind')).toBeLessThan(PROMISE);
    expect(await offerState(id)).toBe('sending');
  }, 60_000);
});
