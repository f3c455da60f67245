import type { HandoffAction, SlaPolicy } from '@ripen/handoff';
import type { JourneyGraph } from '@ripen/journey';
import { actOnHandoff, applyFacts, inTransaction, resumeParked } from '@ripen/persistence';
import {
  BY_HAND,
  bornLead,
  bornTeam,
  chain,
  CLICK,
  CONTEXT,
  enrolled,
  MAIL,
  published,
  ROUND_THE_CLOCK,
  touched,
} from '@ripen/persistence/stage';
import { type HangingServer, startHangingServer } from './hanging-server.fixture';
import { record } from './recording.fixture';
import { eventually, openStack, type Stack } from './stack.fixture';
import { ACTIVITY_SLOTS } from './worker';

/**
 * Not a test: `npm run record -w @ripen/worker` writes workflows/histories from real runs. Only for a new `v` of the loop, or for a
 * situation that no history shows yet; what a released loop wrote stays as it is.
 */
const V = 1;

const MAILS = chain(
  ['start', 'trigger', BY_HAND],
  ['first', 'send_email', MAIL, 'sent'],
  ['pause', 'wait', { amount: 3, unit: 'seconds' }],
  ['second', 'send_email', MAIL, 'sent'],
  ['click', 'wait_until', CLICK, 'clicked'],
  ['end', 'exit', {}],
);
const POLICY: SlaPolicy = {
  ...ROUND_THE_CLOCK,
  accept: { durationMs: 2_000, remindAt: 50, warnAt: 80 },
  poolMs: 1_000,
};
const SLOW_POLICY: SlaPolicy = { ...POLICY, accept: { durationMs: 3_600_000, remindAt: 50, warnAt: 80 } };

let mails: HangingServer;
let stack: Stack;
beforeAll(async () => {
  mails = await startHangingServer('body');
  stack = await openStack({ smtpUrl: mails.url });
}, 120_000);
beforeEach(() => {
  mails.hangs = false;
});
afterAll(async () => {
  await stack?.close();
  await mails?.stop();
}, 60_000);

let people = 0;
async function enrol(graph: JourneyGraph): Promise<{ subject: 'enrollment'; id: string; leadId: string }> {
  people += 1;
  const leadId = await bornLead(stack.stage.pool, `recorded-${people}@example.org`);
  const id = await enrolled(stack.stage.pool, {
    ...(await published(stack.stage.pool, graph)),
    leadId,
    nodeId: 'start',
  });
  return { subject: 'enrollment', id, leadId };
}

async function handOff(policy: SlaPolicy): Promise<{ subject: 'handoff'; id: string; ownerId: string }> {
  await stack.stage.pool.query('UPDATE sla_policy SET is_default = false');
  const { teamId } = await bornTeam(stack.stage.pool, ['Ayla', 'Ben'], policy);
  const { leadId } = await enrol(
    chain(['start', 'trigger', BY_HAND], ['sales', 'hand_off', { teamId }, 'expired'], ['end', 'exit', {}]),
  );
  return eventually(async () => {
    const { rows } = await stack.stage.pool.query<{ id: string; ownerId: string }>(
      `SELECT id, owner_id AS "ownerId" FROM handoff WHERE lead_id = $1 AND owner_id IS NOT NULL`,
      [leadId],
    );
    return rows[0] ? { subject: 'handoff' as const, ...rows[0] } : null;
  });
}

/** Resolves once the query finds a row. */
const until = (sql: string, id: string): Promise<true> =>
  eventually(async () => ((await stack.stage.pool.query(sql, [id])).rowCount ?? 0) > 0 || null, 60_000);
const standsAt = (id: string, node: string, phase: string): Promise<true> =>
  until(`SELECT FROM token WHERE enrollment_id = $1 AND node_id = '${node}' AND phase = '${phase}'`, id);
const sending = (id: string): Promise<true> =>
  until(`SELECT FROM effect WHERE subject_id = $1 AND state = 'sending'`, id);
const poke = (subject: string, id: string): Promise<unknown> =>
  stack.stage.pool.query('SELECT poke($1, $2)', [subject, [id]]);
const click = (leadId: string): Promise<unknown> =>
  inTransaction(stack.stage.pool, (tx) => applyFacts(tx, [touched(leadId, 'email_link_clicked')], CONTEXT));

/** Writes the history once the workflow has come to its end. */
async function recordEnded(name: string, of: { subject: 'enrollment' | 'handoff'; id: string }): Promise<void> {
  const handle = stack.temporal.workflow.getHandle(`${of.subject}:${of.id}`);
  await eventually(async () => (await handle.describe()).status.name === 'COMPLETED', 60_000);
  await record(stack.temporal, V, name, of);
}

it('enrollment-mails-and-waits', async () => {
  const person = await enrol(MAILS);
  await standsAt(person.id, 'click', 'waiting');
  await click(person.leadId);
  await recordEnded('enrollment-mails-and-waits', person);
}, 60_000);

it('enrollment-poked-while-acting', async () => {
  mails.hangs = true;
  const person = await enrol(MAILS);
  await sending(person.id);
  await poke('enrollment', person.id);
  await until(`SELECT FROM enrollment WHERE id = $1 AND command ->> 'do' = 'wait'`, person.id);
  await poke('enrollment', person.id);
  await until('SELECT FROM enrollment WHERE id = $1 AND poke_at IS NULL', person.id);
  mails.hangs = false;
  await standsAt(person.id, 'click', 'waiting');
  await click(person.leadId);
  await recordEnded('enrollment-poked-while-acting', person);
}, 60_000);

it('handoff-without-a-free-slot', async () => {
  const handoff = await handOff({ ...POLICY, accept: { durationMs: 8_000, remindAt: 50, warnAt: 80 } });
  await until(`SELECT FROM effect WHERE subject_id = $1 AND state = 'sent'`, handoff.id);
  mails.hangs = true;
  for (let count = 0; count < 2 * ACTIVITY_SLOTS; count += 1) {
    await enrol(chain(['start', 'trigger', BY_HAND], ['mail', 'send_email', MAIL, 'sent'], ['end', 'exit', {}]));
  }
  await until(`SELECT FROM sla_log WHERE handoff_id = $1 AND rung = 'remind'`, handoff.id);
  mails.hangs = false;
  await recordEnded('handoff-without-a-free-slot', handoff);
}, 90_000);

it('enrollment-database-away', async () => {
  const person = await enrol(MAILS);
  await standsAt(person.id, 'pause', 'waiting');
  // Longer than the lock time-out: the act fails with a code and is tried again.
  await inTransaction(stack.stage.pool, async (tx) => {
    await tx.query('SELECT 1 FROM lead WHERE id = $1 FOR UPDATE', [person.leadId]);
    const handle = stack.temporal.workflow.getHandle(`enrollment:${person.id}`);
    await eventually(async () => {
      const { raw } = await handle.describe();
      return raw.pendingActivities?.some(({ attempt }) => (attempt ?? 0) > 1) ?? false;
    }, 30_000);
  });
  await standsAt(person.id, 'click', 'waiting');
  await click(person.leadId);
  await recordEnded('enrollment-database-away', person);
}, 90_000);

it('enrollment-parked-and-resumed', async () => {
  const person = await enrol(MAILS);
  await standsAt(person.id, 'pause', 'waiting');
  await stack.stage.pool.query(
    `ALTER TABLE effect ADD CONSTRAINT broken CHECK (subject_id <> '${person.id}') NOT VALID`,
  );
  await until(`SELECT FROM enrollment WHERE id = $1 AND status = 'parked'`, person.id);
  await stack.stage.pool.query('ALTER TABLE effect DROP CONSTRAINT broken');
  const resumed = await resumeParked(stack.stage.pool, { ...person, by: { userId: null } }, CONTEXT);
  expect(resumed).toEqual({ ok: true });
  await standsAt(person.id, 'click', 'waiting');
  await click(person.leadId);
  await recordEnded('enrollment-parked-and-resumed', person);
}, 60_000);

it('enrollment-postgres-restored', async () => {
  const person = await enrol(MAILS);
  await standsAt(person.id, 'click', 'waiting');
  await stack.stage.pool.query('UPDATE enrollment SET turn = turn - 2 WHERE id = $1', [person.id]);
  await poke('enrollment', person.id);
  await until(`SELECT FROM incident WHERE subject_id = $1 AND kind = 'postgres_behind'`, person.id);
  await click(person.leadId);
  await recordEnded('enrollment-postgres-restored', person);
}, 60_000);

it('enrollment-postgres-restored-before-an-act', async () => {
  const person = await enrol(MAILS);
  await standsAt(person.id, 'pause', 'waiting');
  await stack.stage.pool.query('UPDATE enrollment SET turn = turn - 1 WHERE id = $1', [person.id]);
  await standsAt(person.id, 'click', 'waiting');
  await click(person.leadId);
  await recordEnded('enrollment-postgres-restored-before-an-act', person);
}, 60_000);

it('enrollment-erased', async () => {
  const person = await enrol(MAILS);
  await standsAt(person.id, 'click', 'waiting');
  await stack.stage.pool.query('DELETE FROM enrollment WHERE id = $1', [person.id]);
  await stack.temporal.workflow.getHandle(`enrollment:${person.id}`).signal('poke');
  await recordEnded('enrollment-erased', person);
}, 60_000);

it('handoff-ladder', async () => {
  await recordEnded('handoff-ladder', await handOff(POLICY));
}, 60_000);

it('handoff-ladder-while-mails-hang', async () => {
  mails.hangs = true;
  const handoff = await handOff(POLICY);
  await until(`SELECT FROM sla_log WHERE handoff_id = $1 AND rung = 'warn'`, handoff.id);
  mails.hangs = false;
  await recordEnded('handoff-ladder-while-mails-hang', handoff);
}, 60_000);

it('handoff-taken-and-lost', async () => {
  const handoff = await handOff(SLOW_POLICY);
  const act = async (action: HandoffAction): Promise<void> => {
    const outcome = await actOnHandoff(
      stack.stage.pool,
      { handoffId: handoff.id, action, actor: { userId: handoff.ownerId, manages: false } },
      CONTEXT,
    );
    expect(outcome).toEqual({ ok: true });
    await until('SELECT FROM handoff WHERE id = $1 AND poke_at IS NULL', handoff.id);
  };
  await act({ action: 'accept' });
  await act({ action: 'contact', note: '' });
  await act({ action: 'lost', reason: 'Zeitpunkt', unmet: ['time'], answers: {} });
  await recordEnded('handoff-taken-and-lost', handoff);
}, 60_000);

const SUGGESTED_AFTER = 150;

it('enrollment-continued-as-new', async () => {
  const person = await enrol(MAILS);
  await standsAt(person.id, 'click', 'waiting');
  const handle = stack.temporal.workflow.getHandle(`enrollment:${person.id}`);
  const { runId } = await handle.describe();
  for (let pokes = 0; (await handle.describe()).runId === runId; pokes += 1) {
    if (pokes > SUGGESTED_AFTER) {
      throw new Error(
        `The server does not suggest to continue as new. Start a dev server with --dynamic-config-value limit.historyCount.suggestContinueAsNew=${SUGGESTED_AFTER} and name it in RIPEN_TEST_TEMPORAL_ADDRESS.`,
      );
    }
    await poke('enrollment', person.id);
    await until('SELECT FROM enrollment WHERE id = $1 AND poke_at IS NULL', person.id);
  }
  await click(person.leadId);
  await recordEnded('enrollment-continued-as-new', person);
}, 120_000);
