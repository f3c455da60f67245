import { applyFacts, inTransaction, reconcile } from '@ripen/persistence';
import { BY_HAND, bornLead, chain, CLICK, CONTEXT, enrolled, MAIL, published, touched } from '@ripen/persistence/stage';
import { textOf } from '@ripen/testing';
import { workflowId } from '@ripen/contracts/temporal';
import { eventually, openStack, type Stack } from './stack.fixture';

const SHORT = chain(
  ['start', 'trigger', BY_HAND],
  ['first', 'send_email', MAIL, 'sent'],
  ['pause', 'wait', { amount: 1, unit: 'seconds' }],
  ['second', 'send_email', MAIL, 'sent'],
  ['end', 'exit', { reason: 'done' }],
);
const CLICKED = chain(
  ['start', 'trigger', BY_HAND],
  ['mail', 'send_email', MAIL, 'sent'],
  ['wait', 'wait_until', CLICK, 'clicked'],
  ['end', 'exit', { reason: 'done' }],
);

describe('the loop through real Temporal', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await openStack({
      reject: (address) => (address.startsWith('bounce') ? { code: 550, message: `no such user ${address}` } : null),
    });
  }, 120_000);
  afterAll(() => stack?.close(), 60_000);

  async function enrol(
    email: string,
    graph: Parameters<typeof published>[1],
    consent = true,
  ): Promise<{ id: string; leadId: string }> {
    const leadId = await bornLead(stack.stage.pool, email, consent);
    const id = await enrolled(stack.stage.pool, {
      ...(await published(stack.stage.pool, graph)),
      leadId,
      nodeId: 'start',
    });
    return { id, leadId };
  }
  const ended = (id: string) =>
    eventually(async () => {
      const { rows } = await stack.stage.pool.query<{ end_reason: string }>(
        `SELECT end_reason FROM enrollment WHERE id = $1 AND status = 'ended'`,
        [id],
      );
      return rows[0]?.end_reason;
    });
  const mailsTo = (email: string) => stack.mailbox.mails.filter((mail) => mail.rcptTo.includes(email));

  it('carries a person through mail, wait and mail, each once, and the workflow completes', async () => {
    const { id } = await enrol('two@example.org', SHORT);
    expect(await ended(id)).toBe('done');
    expect(mailsTo('two@example.org')).toHaveLength(2);
    await eventually(
      async () =>
        (await stack.temporal.workflow.getHandle(workflowId('enrollment', id)).describe()).status.name === 'COMPLETED',
    );
  });

  it('wakes on a touchpoint', async () => {
    const { id, leadId } = await enrol('click@example.org', CLICKED);
    await eventually(async () => mailsTo('click@example.org').length === 1);
    await inTransaction(stack.stage.pool, (tx) => applyFacts(tx, [touched(leadId, 'email_link_clicked')], CONTEXT));
    expect(await ended(id)).toBe('done');
  });

  it('wakes on a touchpoint that comes while the mail is still being sent', async () => {
    const { id, leadId } = await enrol('early@example.org', CLICKED);
    await inTransaction(stack.stage.pool, (tx) =>
      applyFacts(tx, [touched(leadId, 'email_link_clicked', { occurredAt: Date.now() + 60_000 })], CONTEXT),
    );
    expect(await ended(id)).toBe('done');
  });

  it('sends nothing without consent and says why', async () => {
    const { id } = await enrol('noconsent@example.org', CLICKED, false);
    expect(await ended(id)).toBe('no_consent');
    expect(mailsTo('noconsent@example.org')).toHaveLength(0);
  });

  it('suppresses a bounced address, and neither history nor log holds an address, a name or a text of a mail', async () => {
    const { id } = await enrol('bounce@example.org', CLICKED);
    await ended(id);
    const { rows } = await stack.stage.pool.query(`SELECT state, code FROM effect WHERE subject_id = $1`, [id]);
    expect(rows).toEqual([{ state: 'failed', code: 'recipient_refused' }]);

    const templateError = chain(
      ['start', 'trigger', BY_HAND],
      [
        'mail',
        'send_email',
        {
          content: {
            de: { subject: 'S', body: '{{ lead.firstName | nonsense: }}{%' },
            en: { subject: 'S', body: '{%' },
          },
        },
        'sent',
      ],
    );
    const broken = await enrol('template@example.org', templateError);
    await ended(broken.id);

    const databaseError = await enrol('database@example.org', CLICKED);
    await stack.stage.pool.query(
      `ALTER TABLE effect ADD CONSTRAINT no_database CHECK (subject_id <> '${databaseError.id}') NOT VALID`,
    );
    await eventually(async () => {
      const parked = await stack.stage.pool.query(
        `SELECT 1 FROM enrollment WHERE id = $1 AND status IN ('parked', 'ended')`,
        [databaseError.id],
      );
      return parked.rowCount === 1;
    });
    await stack.stage.pool.query('ALTER TABLE effect DROP CONSTRAINT no_database');

    const histories: string[] = [];
    for (const subject of [id, broken.id, databaseError.id]) {
      const history = await stack.temporal.workflow.getHandle(workflowId('enrollment', subject)).fetchHistory();
      histories.push(textOf(history));
    }
    const everything = [...histories, ...stack.logged].join('\n');
    expect(everything.length).toBeGreaterThan(1_000);
    for (const secret of ['@example.org', 'Maria', 'Beispiel', 'Guten Tag', 'nonsense', 'no such user'])
      expect(everything).not.toContain(secret);
  });

  it('brings a poke back that Temporal acknowledged and lost', async () => {
    const { id, leadId } = await enrol('lost@example.org', CLICKED);
    await eventually(async () => mailsTo('lost@example.org').length === 1);
    await eventually(async () => {
      const { rows } = await stack.stage.pool.query(`SELECT 1 FROM wait WHERE enrollment_id = $1 AND state = 'open'`, [
        id,
      ]);
      return rows.length === 1;
    });
    // The touchpoint's poke is taken out of the outbox before anybody can deliver it: acknowledged, and lost.
    await inTransaction(stack.stage.pool, async (tx) => {
      await applyFacts(tx, [touched(leadId, 'email_link_clicked')], CONTEXT);
      await tx.query('DELETE FROM outbox WHERE subject_id = $1', [id]);
      await tx.query(`UPDATE enrollment SET poke_at = clock_timestamp() - interval '31 seconds' WHERE id = $1`, [id]);
    });
    expect(await reconcile(stack.stage.pool, 'enrollment', { ...CONTEXT, limit: 100 })).toBe(1);
    expect(await ended(id)).toBe('done');
  });
});
