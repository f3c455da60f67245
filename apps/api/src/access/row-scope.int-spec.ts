import { randomUUID } from 'node:crypto';
import { newHandoff } from '@ripen/handoff';
import { applyFacts, inTransaction, newId, postgresClock, resolveLeads } from '@ripen/persistence';
import type { OperationId } from '@ripen/contracts';
import { type Client, openStage, type Stage } from '../stage.fixture';

describe('row scope', () => {
  let stage: Stage;
  let rep: Client;
  let colleague: Client;
  let stranger: Client;
  let manager: Client;
  let otherManager: Client;
  let marketer: Client;
  const leads: Record<string, string> = {};
  const handoffs: Record<string, string> = {};

  beforeAll(async () => {
    stage = await openStage();
    [rep, colleague, stranger, manager, otherManager, marketer] = await Promise.all([
      stage.person('sales_rep', 'Rep'),
      stage.person('sales_rep', 'Colleague'),
      stage.person('sales_rep', 'Stranger'),
      stage.person('sales_manager', 'Manager'),
      stage.person('sales_manager', 'Other Manager'),
      stage.person('marketer', 'Marketer'),
    ]);
    const team = await stage.admin.call('createTeam', {
      body: { name: 'Nord', managerId: manager.userId, memberIds: [rep.userId, colleague.userId] },
    });
    const other = await stage.admin.call('createTeam', {
      body: { name: 'Süd', managerId: otherManager.userId, memberIds: [stranger.userId] },
    });
    await handOver('mine', { teamId: team.body.id, state: 'offered', ownerId: rep.userId });
    await handOver('colleagues', { teamId: team.body.id, state: 'accepted', ownerId: colleague.userId });
    await handOver('pool', { teamId: team.body.id, state: 'pool', ownerId: null });
    await handOver('strangers', { teamId: other.body.id, state: 'offered', ownerId: stranger.userId });
    await handOver('foreignPool', { teamId: other.body.id, state: 'pool', ownerId: null });
    leads.unowned = await bornLead('unowned');
    leads.owned = await bornLead('owned', rep.userId);
  });
  afterAll(() => stage.close());

  async function bornLead(name: string, ownerId: string | null = null): Promise<string> {
    return inTransaction(stage.pool, async (tx) => {
      const [leadId = ''] = await resolveLeads(tx, [{ anonymousId: null, userId: name }], { clock: postgresClock });
      const base = { leadId, occurredAt: Date.now(), dedupeKey: null };
      await applyFacts(
        tx,
        [
          { ...base, kind: 'fields', lead: { lastName: name, email: `${name}@lead.example` }, company: null },
          { ...base, kind: 'owner', ownerId },
        ],
        { clock: postgresClock },
      );
      return leadId;
    });
  }

  async function handOver(
    name: string,
    { teamId, state, ownerId }: { teamId: string; state: string; ownerId: string | null },
  ): Promise<void> {
    const leadId = await bornLead(name);
    leads[name] = leadId;
    const handoff = newHandoff({ id: newId(), leadId, teamId, createdAt: Date.now() });
    handoffs[name] = handoff.id;
    await stage.pool.query(
      `INSERT INTO handoff (id, lead_id, team_id, policy, state, owner_id, created_at) SELECT $1, $2, $3, policy, $4, $5, now() FROM sla_policy`,
      [handoff.id, leadId, teamId, state, ownerId],
    );
  }

  async function seenLeads(client: Client): Promise<string[]> {
    const { body } = await client.call('listLeads', { query: { limit: '200' } });
    const names = Object.entries(leads).filter(([, id]) => body.items.some((item: { id: string }) => item.id === id));
    expect(body.total).toBe(names.length);
    return names.map(([name]) => name).sort();
  }

  async function seenHandoffs(client: Client): Promise<string[]> {
    const { body } = await client.call('getWorklist');
    return Object.entries(handoffs)
      .filter(([, id]) => body.items.some((item: { id: string }) => item.id === id))
      .map(([name]) => name)
      .sort();
  }

  it('shows a rep the own leads and those in the pool of the own team', async () => {
    expect(await seenLeads(rep)).toEqual(['mine', 'owned', 'pool']);
    expect(await seenHandoffs(rep)).toEqual(['mine', 'pool']);
  });

  it('shows a manager what belongs to the team', async () => {
    expect(await seenLeads(manager)).toEqual(['colleagues', 'mine', 'owned', 'pool']);
    expect(await seenHandoffs(manager)).toEqual(['colleagues', 'mine', 'pool']);
    expect(await seenLeads(otherManager)).toEqual(['foreignPool', 'strangers']);
  });

  it('shows marketers and admins every lead', async () => {
    expect(await seenLeads(marketer)).toEqual(Object.keys(leads).sort());
    expect(await seenLeads(stage.admin)).toEqual(Object.keys(leads).sort());
    expect(await seenHandoffs(stage.admin)).toEqual(Object.keys(handoffs).sort());
  });

  it('shows a manager the board of the own team only, whichever team is asked for', async () => {
    const own = await manager.call('getBoard');
    expect(own.body).toMatchObject({ open: 3, pool: 1 });
    expect(own.body.reps.map((person: { name: string }) => person.name)).toEqual(['Colleague', 'Rep']);
    const teams = await stage.admin.call('listTeams');
    const south = teams.body.items.find((team: { name: string }) => team.name === 'Süd').id;
    expect((await manager.call('getBoard', { query: { teamId: south } })).body).toMatchObject({ open: 0, reps: [] });
  });

  const leadCalls: [OperationId, unknown][] = [
    ['getLead', undefined],
    ['getLeadTimeline', undefined],
    ['updateLead', { lead: { phone: '1' } }],
    ['setLeadConsent', { purpose: 'marketing', channel: 'email', state: 'granted', proof: 'by phone' }],
  ];
  it.each(leadCalls)(
    "answers 404 to a rep's %s of another's lead, as if it were not there",
    async (operationId, body) => {
      for (const id of [leads.colleagues, leads.strangers, leads.foreignPool, leads.unowned, randomUUID(), 'no-id']) {
        const answer = await rep.call(operationId, {
          params: { id: id ?? '' },
          ...(body === undefined ? {} : { body }),
        });
        expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
      }
      const own = await rep.call(operationId, {
        params: { id: leads.mine ?? '' },
        ...(body === undefined ? {} : { body }),
      });
      expect(own.status).toBe(200);
    },
  );

  const handoffCalls: [OperationId, unknown][] = [
    ['getHandoff', undefined],
    ['acceptHandoff', {}],
    ['claimHandoff', {}],
    ['rejectHandoff', { reason: 'not_mine' }],
    ['contactHandoff', {}],
    ['followUpHandoff', { at: Date.now() + 86_400_000 }],
    ['quoteHandoff', { amount: 1, currency: 'EUR', validUntil: '2099-01-01' }],
    ['winHandoff', { amount: 1, currency: 'EUR', reason: 'r' }],
    ['loseHandoff', { reason: 'r' }],
    [
      'setHandoffBant',
      Object.fromEntries(['budget', 'authority', 'need', 'time'].map((key) => [key, { state: 'met', note: '' }])),
    ],
  ];
  it.each(handoffCalls)("answers 404 to a rep's %s of another's handoff", async (operationId, body) => {
    for (const id of [handoffs.colleagues, handoffs.strangers, handoffs.foreignPool, randomUUID()]) {
      const answer = await rep.call(operationId, { params: { id: id ?? '' }, ...(body === undefined ? {} : { body }) });
      expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
    }
  });

  it("answers 404 to a manager's reassign in another team, and to setting a stranger absent", async () => {
    const reassign = await manager.call('reassignHandoff', {
      params: { id: handoffs.strangers ?? '' },
      body: { toUserId: rep.userId },
    });
    expect(reassign.status).toBe(404);
    expect(
      (await manager.call('setUserAbsence', { params: { id: stranger.userId }, body: { absent: true } })).status,
    ).toBe(404);
    expect(
      (await manager.call('setUserAbsence', { params: { id: rep.userId }, body: { absent: true } })).body.absent,
    ).toBe(true);
  });

  it('takes a lead out of sight when it is given away', async () => {
    const lost = await rep.call('rejectHandoff', {
      params: { id: handoffs.mine ?? '' },
      body: { reason: 'not_mine', note: 'kenne ich nicht' },
    });
    expect([lost.status, lost.text]).toEqual([200, 'null']);
    expect(await seenHandoffs(rep)).toEqual(['pool']);
    expect((await rep.call('getLead', { params: { id: leads.mine ?? '' } })).status).toBe(404);
    expect(
      (await colleague.call('getHandoff', { params: { id: handoffs.mine ?? '' } })).body.log.map(
        (line: { event: string }) => line.event,
      ),
    ).toContain('note');
  });
});
