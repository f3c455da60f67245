import { applyFacts, inTransaction } from '@ripen/persistence';
import { bornLead, chain, MAIL, published, touched } from '@ripen/persistence/stage';
import { at, line, openVirtualScene, type VirtualScene } from './virtual-scene.fixture';

// Temporal's clock begins today and only goes forward, so the year is far away. It has the calendar of 2028: a leap year, and the clocks change on the
// same days. All instants below were worked out by hand.

const wait = (amount: number, unit: 'minutes' | 'hours' | 'days') => ({ amount, unit });
const clicked = (days: number) => ({
  events: [{ key: 'clicked', kind: 'touchpoint', type: 'email_link_clicked' }],
  timeout: wait(days, 'days'),
});

/** Ninety days, the last of them cut to the minute. */
const NINETY_DAYS = chain(
  ['start', 'trigger', { on: 'touchpoint', type: 'trade_fair_visited' }],
  ['hello', 'send_email', MAIL, 'sent'],
  ['week', 'wait', wait(7, 'days')],
  ['offer', 'send_email', MAIL, 'sent'],
  ['click', 'wait_until', clicked(14), 'clicked'],
  ['rest', 'wait', wait(21, 'days')],
  ['deeper', 'send_email', MAIL, 'sent'],
  ['hours', 'wait', wait(168, 'hours')],
  ['silence', 'wait_until', clicked(44), 'timeout'],
  ['days', 'wait', wait(5, 'days')],
  ['minutes', 'wait', wait(930, 'minutes')],
  ['end', 'exit', { reason: 'done' }],
);

describe('a journey of ninety days', () => {
  let scene: VirtualScene;
  let id = '';
  beforeAll(async () => {
    scene = await openVirtualScene();
    const { pool } = scene.stack.stage;
    await published(pool, NINETY_DAYS);
    const leadId = await bornLead(pool, 'maria@firma.example');
    const happens = (type: string, occurred: string) =>
      inTransaction(pool, (tx) =>
        applyFacts(tx, [touched(leadId, type, { occurredAt: at(occurred) })], scene.stack.context),
      );
    await scene.play([
      ['2056-02-22T09:00+01:00', () => happens('trade_fair_visited', '2056-02-22T09:00+01:00')],
      ['2056-03-05T17:30+01:00', () => happens('email_link_clicked', '2056-03-05T17:30+01:00')],
      ['2056-05-22T09:00+02:00', () => Promise.resolve()],
    ]);
    const { rows } = await pool.query<{ id: string }>('SELECT id FROM enrollment WHERE lead_id = $1', [leadId]);
    id = rows[0]?.id ?? '';
  }, 300_000);
  afterAll(() => scene?.stack.close(), 60_000);

  it('takes every step at its instant: over the leap day, and with the time of day kept when the clocks change', async () => {
    expect(await scene.trace(id)).toEqual([
      line('2056-02-22T09:00+01:00', 'start', 'entered'),
      line('2056-02-22T09:00+01:00', 'hello', 'acts'),
      line('2056-02-22T09:00+01:00', 'hello', 'sent'),
      line('2056-02-22T09:00+01:00', 'week', 'waits', '2056-02-29T09:00+01:00'),
      line('2056-02-29T09:00+01:00', 'week', 'timed_out'),
      line('2056-02-29T09:00+01:00', 'offer', 'acts'),
      line('2056-02-29T09:00+01:00', 'offer', 'sent'),
      line('2056-02-29T09:00+01:00', 'click', 'waits', '2056-03-14T09:00+01:00'),
      line('2056-03-05T17:30+01:00', 'click', 'satisfied'),
      line('2056-03-05T17:30+01:00', 'rest', 'waits', '2056-03-26T17:30+02:00'),
      line('2056-03-26T17:30+02:00', 'rest', 'timed_out'),
      line('2056-03-26T17:30+02:00', 'deeper', 'acts'),
      line('2056-03-26T17:30+02:00', 'deeper', 'sent'),
      line('2056-03-26T17:30+02:00', 'hours', 'waits', '2056-04-02T17:30+02:00'),
      line('2056-04-02T17:30+02:00', 'hours', 'timed_out'),
      line('2056-04-02T17:30+02:00', 'silence', 'waits', '2056-05-16T17:30+02:00'),
      line('2056-05-16T17:30+02:00', 'silence', 'timed_out'),
      line('2056-05-16T17:30+02:00', 'days', 'waits', '2056-05-21T17:30+02:00'),
      line('2056-05-21T17:30+02:00', 'days', 'timed_out'),
      line('2056-05-21T17:30+02:00', 'minutes', 'waits', '2056-05-22T09:00+02:00'),
      line('2056-05-22T09:00+02:00', 'minutes', 'timed_out'),
      line('2056-05-22T09:00+02:00', 'end', 'ended'),
    ]);
  });

  it('sends each mail once and writes down when', async () => {
    const { rows } = await scene.stack.stage.pool.query<Record<string, number | string>>(
      'SELECT node_id AS node, state, attempt, created_at AS planned, data_at AS body, sent_at AS sent FROM effect WHERE subject_id = $1 ORDER BY id',
      [id],
    );
    const mail = (node: string, when: string) => ({
      node,
      state: 'sent',
      attempt: 1,
      planned: at(when),
      body: at(when),
      sent: at(when),
    });
    expect(rows).toEqual([
      mail('hello', '2056-02-22T09:00+01:00'),
      mail('offer', '2056-02-29T09:00+01:00'),
      mail('deeper', '2056-03-26T17:30+02:00'),
    ]);
    expect(scene.stack.mailbox.mails.map(({ rcptTo, headers }) => [rcptTo, at(headers['date'] ?? '')])).toEqual(
      rows.map(({ sent }) => [['maria@firma.example'], sent]),
    );
  });

  it('needs a turn for what happens and none for the time in between', async () => {
    const { rows } = await scene.stack.stage.pool.query<{ turn: number }>('SELECT turn FROM enrollment WHERE id = $1', [
      id,
    ]);
    // Six deadlines, one click, the entry, and the outcome of three mails.
    expect(rows).toEqual([{ turn: 11 }]);
  });
});
