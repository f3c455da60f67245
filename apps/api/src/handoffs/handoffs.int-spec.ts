import { REFUSAL_TEXTS } from '@ripen/handoff';
import type { JourneyGraph } from '@ripen/journey';
import { postgresClock, step } from '@ripen/persistence';
import { type Client, openStage, type Stage } from '../stage.fixture';

const DAY_MS = 86_400_000;

describe('handoffs', () => {
  let stage: Stage;
  let ayla: Client;
  let ben: Client;
  let manager: Client;
  let teamId: string;
  let journeyId: string;
  let sequence = 0;

  beforeAll(async () => {
    stage = await openStage();
    ayla = await stage.person('sales_rep', 'Ayla');
    ben = await stage.person('sales_rep', 'Ben');
    manager = await stage.person('sales_manager', 'Marta');
    const team = await stage.admin.call('createTeam', {
      body: { name: 'Vertrieb', managerId: manager.userId, memberIds: [ayla.userId, ben.userId] },
    });
    teamId = team.body.id;
    const draft = await stage.admin.call('createJourney', { body: { name: 'Übergabe' } });
    journeyId = draft.body.journey.id;
    const saved = await stage.admin.call('saveDraft', {
      params: { id: journeyId },
      body: { revision: 1, graph: graph() },
    });
    const published = await stage.admin.call('publishJourney', {
      params: { id: journeyId },
      body: { revision: saved.body.revision },
    });
    expect(published.status).toBe(200);
  });
  afterAll(() => stage.close());

  function graph(): JourneyGraph {
    const position = { x: 0, y: 0 };
    return {
      schema: 1,
      nodes: [
        { id: 'start', kind: 'trigger', name: '', position, config: { on: 'by_hand' } },
        { id: 'sales', kind: 'hand_off', name: '', position, config: { teamId } },
        { id: 'end', kind: 'exit', name: '', position, config: { reason: 'done' } },
      ],
      edges: [
        { id: '1', from: 'start', port: 'next', to: 'sales' },
        ...['won', 'lost', 'recycled', 'expired'].map((port) => ({ id: port, from: 'sales', port, to: 'end' })),
      ],
    };
  }

  /** A ripe lead that was just offered, and the rep to whom. */
  async function offered(): Promise<{ id: string; leadId: string; owner: Client; other: Client }> {
    sequence += 1;
    const lead = await stage.admin.call('createLead', {
      body: { email: `lead${sequence}@kunde.example`, lastName: `Lead ${sequence}`, companyName: 'Kunde AG' },
    });
    const enrollment = await stage.admin.call('enrolLead', {
      params: { id: journeyId },
      body: { leadId: lead.body.id },
    });
    await step(stage.pool, { subject: 'enrollment', id: enrollment.body.id, turn: 1 }, { clock: postgresClock });
    const { rows } = await stage.pool.query<{ id: string }>('SELECT id FROM handoff WHERE lead_id = $1', [
      lead.body.id,
    ]);
    const id = rows[0]?.id ?? '';
    await step(stage.pool, { subject: 'handoff', id, turn: 1 }, { clock: postgresClock });
    const owner = (await ayla.call('getHandoff', { params: { id } })).status === 200 ? ayla : ben;
    return { id, leadId: lead.body.id, owner, other: owner === ayla ? ben : ayla };
  }
  const act = (client: Client, operation: Parameters<Client['call']>[0], id: string, body: unknown = {}) =>
    client.call(operation, { params: { id }, body });

  it('stand on the worklist of who is asked, with a clock and the next thing to do, and ring the bell', async () => {
    const { id, owner, other } = await offered();
    const { body } = await owner.call('getWorklist', { query: { view: 'mine' } });
    const item = body.items.find((one: { id: string }) => one.id === id);
    expect(item).toMatchObject({
      state: 'offered',
      priority: 'C',
      next: 'accept',
      clock: { clock: 'accept', state: 'running' },
      lead: { companyName: 'Kunde AG' },
    });
    expect(item.clock.rungs.map((rung: { rung: string }) => rung.rung)).toEqual(['remind', 'warn', 'breach']);
    expect((await other.call('getWorklist')).body.items.some((one: { id: string }) => one.id === id)).toBe(false);
    const bell = await owner.call('listNotifications', { query: { unread: 'true' } });
    const [notice] = bell.body.items;
    expect(notice).toMatchObject({ kind: 'offered', link: `/worklist/${id}` });
    expect(notice.sentence.de).toContain('wartet auf Ihre Annahme');
    const read = await owner.call('markNotificationsRead', { body: { ids: [notice.id] } });
    expect(read.body.unread).toBe(bell.body.unread - 1);
  });

  it('are accepted, contacted, qualified, quoted and lost with a reason; the lead goes back to nobody', async () => {
    const { id, leadId, owner } = await offered();
    expect((await act(owner, 'acceptHandoff', id)).body).toMatchObject({
      state: 'accepted',
      next: 'contact',
      clock: { clock: 'contact' },
    });
    expect((await owner.call('getLead', { params: { id: leadId } })).body.owner.id).toBe(owner.userId);
    const contacted = await act(owner, 'contactHandoff', id, { note: 'Will im Frühjahr investieren.' });
    expect(contacted.body.next).toBe('bant');
    expect(contacted.body.log.map((line: { sentence: { de: string } }) => line.sentence.de)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Der Lead wurde (Ayla|Ben) angeboten$/),
        expect.stringMatching(/^(Ayla|Ben) hat den Lead angenommen$/),
        'Will im Frühjahr investieren.',
      ]),
    );
    const bant = {
      budget: { state: 'met', note: '' },
      authority: { state: 'unknown', note: '' },
      need: { state: 'met', note: 'Ersatz' },
      time: { state: 'not_met', note: '' },
    };
    const qualified = await act(owner, 'setHandoffBant', id, bant);
    expect(qualified.body.bantOpen.map((open: { criterion: string }) => open.criterion)).toEqual(['authority']);
    expect(qualified.body).toMatchObject({ priority: 'A', next: 'quote' });
    const quoted = await act(owner, 'quoteHandoff', id, {
      amount: 12_500.5,
      currency: 'EUR',
      validUntil: '2099-12-31',
    });
    expect(quoted.body.quote).toMatchObject({
      amount: 12_500.5,
      currency: 'EUR',
      validUntil: '2099-12-31',
      chaseOn: null,
    });
    expect(quoted.body.quote.sentOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect((await act(owner, 'loseHandoff', id, { unmet: ['time'] })).status).toBe(400);
    const lost = await act(owner, 'loseHandoff', id, {
      reason: 'Zeitpunkt passt nicht',
      unmet: ['time'],
      answers: { bought_at_all: 'no' },
    });
    expect(lost.body).toMatchObject({ state: 'closed', outcome: 'lost', actions: [] });
    expect(lost.body.feedback[0]).toMatchObject({ kind: 'lost', unmet: ['time'], answers: { bought_at_all: 'no' } });
    expect((await stage.admin.call('getLead', { params: { id: leadId } })).body.owner).toBeNull();
    const timeline = await owner.call('getLeadTimeline', {
      params: { id: leadId },
      query: { group: 'sales', limit: '200' },
    });
    const types = timeline.body.items.map((item: { type: string }) => item.type);
    expect(types).toEqual(
      expect.arrayContaining([
        'offered',
        'accepted',
        'contacted',
        'quote_set',
        'closed',
        'feedback:lost',
        'handoff_closed:lost',
      ]),
    );
    expect((await act(owner, 'contactHandoff', id)).body.code).toBe('wrong_state');
  });

  it('lie in the pool with the time that is left, once nobody of the team took them', async () => {
    const { id, leadId, owner, other } = await offered();
    const poolOf = async () => (await stage.admin.call('getLead', { params: { id: leadId } })).body.handoffs[0];
    expect((await poolOf()).pool).toBeNull();
    for (const rep of [owner, other])
      expect((await act(rep, 'rejectHandoff', id, { reason: 'not_mine' })).status).toBe(200);
    const { state, clock, pool } = await poolOf();
    expect([state, clock, pool.state]).toEqual(['pool', null, 'running']);
    expect(pool.soonAt).toBeGreaterThan(pool.startedAt);
    expect(pool.dueAt).toBeGreaterThan(pool.soonAt);
    const seen = await other.call('getWorklist', { query: { view: 'pool' } });
    expect(seen.body.items.find((item: { id: string }) => item.id === id)).toMatchObject({ next: 'claim', pool });
    expect((await act(other, 'claimHandoff', id)).body).toMatchObject({ state: 'accepted', pool: null });
  });

  it('are won with an amount', async () => {
    const { id, owner } = await offered();
    await act(owner, 'acceptHandoff', id);
    const nothing = await act(owner, 'winHandoff', id, { amount: 0, currency: 'EUR', reason: 'x' });
    expect([nothing.status, nothing.body.details.problems]).toEqual([
      400,
      [{ path: 'body.amount', problem: 'amount_missing', sentence: REFUSAL_TEXTS.amount_missing }],
    ]);
    const won = await act(owner, 'winHandoff', id, {
      amount: 9_999.99,
      currency: 'EUR',
      reason: 'Beste Beratung',
      answers: { arguments: 'Nähe' },
    });
    expect(won.body).toMatchObject({ state: 'closed', outcome: 'won', feedback: [{ kind: 'won', amount: 9_999.99 }] });
  });

  it('are not accepted twice, nor worked before they are accepted', async () => {
    const { id, owner } = await offered();
    const early = await act(owner, 'contactHandoff', id);
    expect([early.status, early.body.details.refusal]).toEqual([409, 'not_accepted']);
    await act(owner, 'acceptHandoff', id);
    expect((await act(owner, 'acceptHandoff', id)).body.code).toBe('handoff_taken');
  });

  it('get a follow-up date in the future', async () => {
    const { id, owner } = await offered();
    await act(owner, 'acceptHandoff', id);
    expect(
      (await act(owner, 'followUpHandoff', id, { at: Date.now() - DAY_MS })).body.details.problems[0].problem,
    ).toBe('date_in_past');
    const at = Date.now() + 7 * DAY_MS;
    expect((await act(owner, 'followUpHandoff', id, { at, note: 'ruft zurück' })).body.followUpAt).toBe(at);
  });

  it('are reassigned by the manager to a member, and then belong to that member', async () => {
    const { id, owner, other } = await offered();
    const stranger = await stage.person('sales_rep', `Fremd ${id.slice(-6)}`);
    expect(
      (await act(manager, 'reassignHandoff', id, { toUserId: stranger.userId })).body.details.problems[0].problem,
    ).toBe('not_a_member');
    const moved = await act(manager, 'reassignHandoff', id, { toUserId: other.userId });
    expect(moved.body.owner.id).toBe(other.userId);
    expect((await owner.call('getHandoff', { params: { id } })).status).toBe(404);
  });

  it('show the manager a board of everybody, and nobody by name where the workspace says so', async () => {
    const { body } = await manager.call('getBoard');
    expect(body.reps.map((rep: { name: string }) => rep.name)).toEqual(['Ayla', 'Ben']);
    expect(body.reps.reduce((sum: number, rep: { open: number }) => sum + rep.open, 0)).toBe(body.open - body.pool);
    await stage.admin.call('updateWorkspace', { body: { repFigures: 'team_only' } });
    expect((await manager.call('getBoard')).body.reps).toEqual([]);
  });
});
