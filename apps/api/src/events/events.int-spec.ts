import type { EventGuest } from '@ripen/contracts';
import { openStage, type Stage } from '../stage.fixture';

const START = Date.parse('2026-03-10T09:00:00Z');

describe('webinars and trade fairs', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  async function event(kind: 'webinar' | 'trade_fair'): Promise<string> {
    const name = { de: 'Pumpen', en: 'Pumps' };
    const body = { kind, name, place: '', startsAt: START, endsAt: START + 3_600_000, zone: 'Europe/Berlin' };
    return (await stage.admin.call('createEvent', { body })).body.id;
  }
  const add = (id: string, state: 'registered' | 'attended' | 'no_show', people: Partial<EventGuest>[]) =>
    stage.admin.call('addEventPeople', { params: { id }, body: { state, source: 'list', people } });
  const touchpoints = async (like: string) =>
    (
      await stage.pool.query(
        `SELECT e.type, e.occurred_at AS at, count(*) AS times FROM ledger_entry e JOIN lead l ON l.id = e.lead_id
         WHERE e.kind = 'touchpoint' AND l.last_name = $1 GROUP BY e.type, e.occurred_at ORDER BY e.type`,
        [like],
      )
    ).rows;

  it('make people of badges known without any consent, at the time of the event, and never twice', async () => {
    const id = await event('trade_fair');
    const badges = [{ lastName: 'Badge', firstName: 'Berta', company: 'Pumpen GmbH' }];
    expect((await add(id, 'attended', badges)).body).toEqual({ added: 1, unchanged: 0, newLeads: 1 });
    expect((await add(id, 'attended', badges)).body).toEqual({ added: 0, unchanged: 1, newLeads: 0 });
    expect(await touchpoints('Badge')).toEqual([{ type: 'trade_fair_visited', at: START, times: 1 }]);
    const [person] = (await stage.admin.call('listEventPeople', { params: { id } })).body.items;
    expect(person).toMatchObject({ name: 'Berta Badge', state: 'attended', consent: false });
    expect((await stage.pool.query('SELECT 1 FROM consent WHERE lead_id = $1', [person.leadId])).rowCount).toBe(0);
  });

  it('find by address whom we know already', async () => {
    const lead = (await stage.admin.call('createLead', { body: { email: 'kennen@lead.example', lastName: 'Kennen' } }))
      .body;
    const id = await event('webinar');
    const taken = await add(id, 'registered', [{ email: 'KENNEN@lead.example', lastName: 'Anders' }]);
    expect(taken.body).toEqual({ added: 1, unchanged: 0, newLeads: 0 });
    const { items } = (await stage.admin.call('listEventPeople', { params: { id } })).body;
    expect(items.map(({ leadId }: { leadId: string }) => leadId)).toEqual([lead.id]);
  });

  it('say of people on the list who did not come, and count them', async () => {
    const id = await event('webinar');
    await add(id, 'registered', [{ email: 'weg@lead.example', lastName: 'Weg' }]);
    const [person] = (await stage.admin.call('listEventPeople', { params: { id } })).body.items;
    const body = { state: 'no_show', personIds: [person.id] };
    expect((await stage.admin.call('setEventPeople', { params: { id }, body })).body.added).toBe(1);
    expect((await stage.admin.call('setEventPeople', { params: { id }, body })).body.added).toBe(0);
    const types = (await touchpoints('Weg')).map(({ type }: { type: string }) => type);
    expect(types).toEqual(['webinar_missed', 'webinar_registered']);
    expect((await stage.admin.call('getEvent', { params: { id } })).body).toMatchObject({ registered: 1, noShow: 1 });
  });
});
