import { workflowId } from '@ripen/contracts/temporal';
import { endParked, inTransaction, park, postgresClock, removeSample, resumeParked } from '@ripen/persistence';
import { BY_HAND, bornLead, chain, CLICK, enrolled, MAIL, published } from '@ripen/persistence/stage';
import { eventually, openStack, type Stack } from './stack.fixture';

const CLICKED = chain(
  ['start', 'trigger', BY_HAND],
  ['mail', 'send_email', MAIL, 'sent'],
  ['wait', 'wait_until', CLICK, 'clicked'],
  ['end', 'exit', { reason: 'done' }],
);
const CONTEXT = { clock: postgresClock };

describe('what people do to a running workflow from outside', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await openStack({});
  }, 120_000);
  afterAll(() => stack?.close(), 60_000);

  async function waiting(email: string): Promise<{ id: string; leadId: string }> {
    const leadId = await bornLead(stack.stage.pool, email);
    const id = await enrolled(stack.stage.pool, {
      ...(await published(stack.stage.pool, CLICKED)),
      leadId,
      nodeId: 'start',
    });
    await eventually(
      async () =>
        (await stack.stage.pool.query(`SELECT 1 FROM wait WHERE enrollment_id = $1 AND state = 'open'`, [id]))
          .rowCount === 1,
    );
    return { id, leadId };
  }
  const statusOf = async (id: string) =>
    (await stack.temporal.workflow.getHandle(workflowId('enrollment', id)).describe()).status.name;

  it('ends the workflow of a sample lead that was removed, long before its deadline', async () => {
    const { id, leadId } = await waiting('sample@l1.example');
    await stack.stage.pool.query('UPDATE lead SET sample = true WHERE id = $1', [leadId]);
    expect(await inTransaction(stack.stage.pool, removeSample)).toMatchObject({ leads: 1 });
    await eventually(async () => (await statusOf(id)) === 'COMPLETED');
  });

  it('lets a parked person go on when resumed, and ends the workflow of one who was ended', async () => {
    const { id } = await waiting('parked@example.org');
    await park(stack.stage.pool, { subject: 'enrollment', id }, 'probe', CONTEXT);
    expect(await resumeParked(stack.stage.pool, { subject: 'enrollment', id, by: { userId: null } }, CONTEXT)).toEqual({
      ok: true,
    });
    await eventually(
      async () =>
        (
          await stack.stage.pool.query(
            `SELECT 1 FROM enrollment WHERE id = $1 AND poke_at IS NULL AND command ->> 'do' = 'wait' AND deadline IS NOT NULL`,
            [id],
          )
        ).rowCount === 1,
    );
    await park(stack.stage.pool, { subject: 'enrollment', id }, 'probe', CONTEXT);
    expect(await endParked(stack.stage.pool, { id, by: { userId: null } }, CONTEXT)).toEqual({ ok: true });
    await eventually(async () => (await statusOf(id)) === 'COMPLETED');
  });
});
