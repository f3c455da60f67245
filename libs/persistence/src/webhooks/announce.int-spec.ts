import { WEBHOOK_DATA, WEBHOOK_FACTS, type WebhookFact } from '@ripen/contracts';
import type { ConsentState, FactChange } from '@ripen/domain';
import type { HandoffAction } from '@ripen/handoff';
import { newId } from '../db/ids';
import { inTransaction } from '../db/pool';
import { applyFacts } from '../facts/apply-facts';
import { startJob } from '../jobs/job';
import { actOnHandoff } from '../loop/handoff-step';
import { takeTurn } from '../loop/turn';
import {
  bornLead,
  bornTeam,
  BY_HAND,
  chain,
  CONTEXT,
  enrolled,
  openStage,
  published,
  ROUND_THE_CLOCK,
  type Stage,
} from '../stage.fixture';

describe('what other systems are told', () => {
  let stage: Stage;
  let team: Awaited<ReturnType<typeof bornTeam>>;
  let people = 0;
  beforeAll(async () => {
    stage = await openStage();
    team = await bornTeam(stage.pool, ['Ayla'], ROUND_THE_CLOCK);
  });
  afterAll(() => stage.close());

  async function listening(events: readonly string[]): Promise<string> {
    const job = await inTransaction(stage.pool, (tx) => startJob(tx, { kind: 'webhook' }));
    const id = newId();
    await stage.pool.query(
      `INSERT INTO webhook_endpoint (id, name, url, events, secrets, job_id) VALUES ($1, 'CRM', 'https://crm.example', $2, '[]', $3)`,
      [id, events, job],
    );
    return id;
  }
  /** In the order in which it happened. */
  async function said(
    endpointId: string,
  ): Promise<{ type: WebhookFact; lead_id: string; data: Record<string, unknown> }[]> {
    const { rows } = await stage.pool.query(
      'SELECT type, lead_id, data FROM webhook_delivery WHERE endpoint_id = $1 ORDER BY id',
      [endpointId],
    );
    for (const { type, data } of rows) WEBHOOK_DATA[type as WebhookFact].parse(data);
    return rows;
  }
  const born = () => bornLead(stage.pool, `told-${(people += 1)}@kunde.example`, false);
  const happen = (...changes: FactChange[]) => inTransaction(stage.pool, (tx) => applyFacts(tx, changes, CONTEXT));
  const consent = (leadId: string, state: ConsentState, dedupeKey: string): FactChange => ({
    leadId,
    occurredAt: Date.now(),
    dedupeKey,
    kind: 'consent',
    purpose: 'marketing',
    channel: 'email',
    state,
    proof: { via: 'test', wording: 'Ja', wordingVersion: 1, confirmedAt: Date.now(), submissionId: null },
  });
  async function offered(leadId: string): Promise<string> {
    const graph = chain(
      ['start', 'trigger', BY_HAND],
      ['sales', 'hand_off', { teamId: team.teamId }, 'lost'],
      ['end', 'exit', { reason: 'lost' }],
    );
    const enrollmentId = await enrolled(stage.pool, {
      ...(await published(stage.pool, graph)),
      leadId,
      nodeId: 'start',
    });
    await takeTurn(stage.pool, { subject: 'enrollment', id: enrollmentId, turn: 1, watched: false }, CONTEXT);
    const { rows } = await stage.pool.query<{ id: string }>('SELECT id FROM handoff WHERE lead_id = $1', [leadId]);
    const id = rows[0]?.id ?? '';
    await takeTurn(stage.pool, { subject: 'handoff', id, turn: 1, watched: false }, CONTEXT);
    return id;
  }
  const act = (handoffId: string, action: HandoffAction) =>
    actOnHandoff(stage.pool, { handoffId, action, actor: { userId: team.reps[0] ?? '', manages: false } }, CONTEXT);

  it('of consent is that it was granted and withdrawn, once for each time', async () => {
    const endpoint = await listening(['consent.granted', 'consent.withdrawn']);
    const leadId = await born();
    await happen(consent(leadId, 'granted', 'yes'));
    await happen(consent(leadId, 'granted', 'yes'));
    await happen(consent(leadId, 'withdrawn', 'no'));
    expect(await said(endpoint)).toMatchObject(
      ['consent.granted', 'consent.withdrawn'].map((type) => ({
        type,
        lead_id: leadId,
        data: { lead: { id: leadId, email: `told-${people}@kunde.example` }, purpose: 'marketing', channel: 'email' },
      })),
    );
  });

  it('of a handoff is that it was offered, accepted and closed, and what the rep said of it', async () => {
    const endpoint = await listening(['handoff.offered', 'handoff.accepted', 'handoff.closed', 'feedback.given']);
    const leadId = await born();
    const id = await offered(leadId);
    const [ownerId] = team.reps;
    expect(await said(endpoint)).toMatchObject([
      {
        type: 'handoff.offered',
        lead_id: leadId,
        data: { lead: { id: leadId }, handoff: { id, state: 'offered', ownerId } },
      },
    ]);
    expect(await act(id, { action: 'accept' })).toEqual({ ok: true });
    expect(await act(id, { action: 'contact', note: '' })).toEqual({ ok: true });
    expect((await said(endpoint)).slice(1)).toMatchObject([
      { type: 'handoff.accepted', data: { handoff: { id, state: 'accepted', ownerId } } },
    ]);
    expect(await act(id, { action: 'lost', reason: 'Zeitpunkt', unmet: ['time'], answers: {} })).toEqual({ ok: true });
    const last = (await said(endpoint)).slice(2);
    expect(last.sort((one, other) => one.type.localeCompare(other.type))).toMatchObject([
      {
        type: 'feedback.given',
        lead_id: leadId,
        data: { lead: { id: leadId }, feedback: { kind: 'lost', reason: 'Zeitpunkt', handoffId: id } },
      },
      { type: 'handoff.closed', lead_id: leadId, data: { lead: { id: leadId }, handoff: { id, outcome: 'lost' } } },
    ]);
  });

  it('is nothing of an action that was refused, and nothing to those who did not ask', async () => {
    const [endpoint, other] = [await listening(['handoff.accepted']), await listening(['lead.erased'])];
    const id = await offered(await born());
    const stranger = { userId: newId(), manages: false };
    const refused = await actOnHandoff(
      stage.pool,
      { handoffId: id, action: { action: 'accept' }, actor: stranger },
      CONTEXT,
    );
    expect(refused).toMatchObject({ ok: false });
    expect(await said(endpoint)).toEqual([]);
    await act(id, { action: 'accept' });
    await act(id, { action: 'accept' });
    expect([(await said(endpoint)).length, await said(other)]).toEqual([1, []]);
  });

  it('has been seen here of every kind but erasures, which have their own test', async () => {
    const endpoint = await listening(WEBHOOK_FACTS);
    const leadId = await born();
    await happen(consent(leadId, 'granted', 'all:yes'), consent(leadId, 'withdrawn', 'all:no'));
    const id = await offered(leadId);
    await act(id, { action: 'accept' });
    await act(id, { action: 'contact', note: '' });
    await act(id, { action: 'won', reason: 'Lieferung', amount: 9_800, currency: 'EUR', answers: {} });
    const types = new Set((await said(endpoint)).map(({ type }) => type));
    expect([...types].sort()).toEqual(WEBHOOK_FACTS.filter((type) => type !== 'lead.erased').sort());
  });
});
