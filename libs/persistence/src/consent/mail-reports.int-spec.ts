import { randomUUID } from 'node:crypto';
import { inTransaction } from '../db/pool';
import { takeTurn } from '../loop/turn';
import { bornLead, BY_HAND, chain, CONTEXT, enrolled, MAIL, openStage, published, type Stage } from '../stage.fixture';
import { type MailReportKind, takeMailReport } from './mail-reports';
import { readMailRules, releaseBrake, writeMailRules } from './mail-rules.sql';

describe('a report about a mail', () => {
  let stage: Stage;
  let version: { journeyId: string; versionId: string };
  let number = 0;
  beforeAll(async () => {
    stage = await openStage();
    version = await published(
      stage.pool,
      chain(['start', 'trigger', BY_HAND], ['mail', 'send_email', MAIL, 'sent'], ['end', 'exit', { reason: 'done' }]),
    );
  });
  afterAll(() => stage.close());
  beforeEach(() => stage.pool.query('UPDATE mail_rules SET brake = false, braked_at = NULL'));

  interface Sent {
    readonly leadId: string;
    readonly email: string;
    readonly effectId: string;
  }

  /** A mail that was claimed and taken by the server. */
  async function sent(lead?: Sent): Promise<Sent> {
    number += 1;
    const email = lead?.email ?? `person-${number}@kunde.example`;
    const leadId = lead?.leadId ?? (await bornLead(stage.pool, email));
    const journey =
      lead === undefined
        ? version
        : await published(
            stage.pool,
            chain(
              ['start', 'trigger', BY_HAND],
              ['mail', 'send_email', MAIL, 'sent'],
              ['end', 'exit', { reason: 'done' }],
            ),
          );
    const id = await enrolled(stage.pool, { ...journey, leadId, nodeId: 'start' });
    const { claimed } = await takeTurn(stage.pool, { subject: 'enrollment', id, turn: 1, watched: true }, CONTEXT);
    if (claimed === null) throw new Error('the mail was not claimed');
    await stage.pool.query(`UPDATE effect SET state = 'sent', sent_at = now() WHERE id = $1`, [claimed.effectId]);
    return { leadId, email, effectId: claimed.effectId };
  }
  const take = (kind: MailReportKind, effectId: string | null, key: string = randomUUID()) =>
    takeMailReport(stage.pool, { kind, effectId, code: null, via: 'hook', sourceId: null, key }, CONTEXT);
  async function row<T extends object>(sql: string, values: unknown[]): Promise<T | undefined> {
    return (await stage.pool.query<T>(sql, values)).rows[0];
  }
  const suppressed = (email: string) =>
    row<{ reason: string; scope: string }>(
      'SELECT reason, scope FROM suppression WHERE address_hash = suppression_key($1)',
      [email],
    );
  const pause = (leadId: string) =>
    row<{ reason: string; days: number }>(
      `SELECT reason, round(extract(epoch FROM until - since) / 86400)::int AS days FROM mail_pause WHERE lead_id = $1`,
      [leadId],
    );
  const consent = async (leadId: string) =>
    (
      await row<{ state: string }>(
        'SELECT state FROM consent WHERE lead_id = $1 ORDER BY at DESC, state DESC LIMIT 1',
        [leadId],
      )
    )?.state;

  it('a hard bounce suppresses the address that was written to, not the one that the lead has by now', async () => {
    const mail = await sent();
    await stage.pool.query('UPDATE lead SET email = $2 WHERE id = $1', [mail.leadId, 'new@kunde.example']);
    expect(await take('hard_bounce', mail.effectId, 'same')).toBe('taken');
    expect(await take('hard_bounce', mail.effectId, 'same')).toBe('known');
    expect(await suppressed(mail.email)).toEqual({ reason: 'hard_bounce', scope: 'all' });
    expect(await suppressed('new@kunde.example')).toBeUndefined();
  });

  it('absence notes, delays, policies and deliveries suppress nobody and pause nobody', async () => {
    const mail = await sent();
    for (const kind of ['auto_reply', 'delayed', 'refused', 'delivered', 'unreadable'] as const)
      await take(kind, mail.effectId);
    expect([await suppressed(mail.email), await pause(mail.leadId)]).toEqual([undefined, undefined]);
    const { feedback } = (await row<{ feedback: string }>('SELECT feedback FROM effect WHERE id = $1', [
      mail.effectId,
    ]))!;
    expect(feedback).toBe('refused');
  });

  it('so many soft bounces pause, counted by mails; one mail that comes back often is one', async () => {
    const first = await sent();
    for (let time = 0; time < 5; time += 1) await take('soft_bounce', first.effectId);
    expect(await pause(first.leadId)).toBeUndefined();
    await take('soft_bounce', (await sent(first)).effectId);
    expect(await pause(first.leadId)).toBeUndefined();
    await take('soft_bounce', (await sent(first)).effectId);
    expect(await pause(first.leadId)).toEqual({ reason: 'soft_bounces', days: 30 });
    expect(await suppressed(first.email)).toBeUndefined();
  });

  it('a complaint withdraws, stops advertising and is an incident; a hard bounce afterwards stops everything', async () => {
    const mail = await sent();
    await take('complaint', mail.effectId);
    expect(await consent(mail.leadId)).toBe('withdrawn');
    expect(await suppressed(mail.email)).toEqual({ reason: 'complaint', scope: 'consent' });
    expect(await row(`SELECT 1 FROM incident WHERE kind = 'complaint'`, [])).toBeDefined();
    await take('hard_bounce', mail.effectId);
    expect(await suppressed(mail.email)).toEqual({ reason: 'hard_bounce', scope: 'all' });
    const { feedback } = (await row<{ feedback: string }>('SELECT feedback FROM effect WHERE id = $1', [
      mail.effectId,
    ]))!;
    expect(feedback).toBe('complaint');
  });

  it('the brake holds advertising once the rate is above its line, until somebody releases it', async () => {
    const rules = await readMailRules(stage.pool);
    await inTransaction(stage.pool, (tx) =>
      writeMailRules(tx, { ...rules, brake: true, brakePermille: 1, brakeLeast: 2 }),
    );
    await stage.pool.query(`UPDATE effect SET sent_at = sent_at - interval '8 days' WHERE state = 'sent'`);
    const [first, second] = [await sent(), await sent()];
    await take('complaint', first.effectId);
    expect((await readMailRules(stage.pool)).brakedAt).toBeNull();
    await take('complaint', second.effectId);
    expect((await readMailRules(stage.pool)).brakedAt).not.toBeNull();
    const held = await bornLead(stage.pool, 'held@kunde.example');
    const id = await enrolled(stage.pool, { ...version, leadId: held, nodeId: 'start' });
    const turn = async (number_: number) =>
      (await takeTurn(stage.pool, { subject: 'enrollment', id, turn: number_, watched: true }, CONTEXT)).claimed;
    expect(await turn(1)).toBeNull();
    expect(await inTransaction(stage.pool, releaseBrake)).toBe(true);
    expect(await inTransaction(stage.pool, releaseBrake)).toBe(false);
    const after = await row<{ turn: number }>('SELECT turn FROM enrollment WHERE id = $1', [id]);
    expect(await turn((after?.turn ?? 0) + 1)).not.toBeNull();
  });

  it('what names no mail of ours is listed and changes nothing', async () => {
    const before = await row('SELECT (SELECT count(*) FROM suppression) AS s, (SELECT count(*) FROM consent) AS c', []);
    expect(await take('hard_bounce', null)).toBe('taken');
    expect(await take('complaint', randomUUID())).toBe('taken');
    expect(
      await row('SELECT (SELECT count(*) FROM suppression) AS s, (SELECT count(*) FROM consent) AS c', []),
    ).toEqual(before);
    expect(await row(`SELECT count(*)::int AS listed FROM mail_report WHERE kind = 'unsigned'`, [])).toEqual({
      listed: 2,
    });
  });

  it('an unsubscribe by mail takes back what the mail was for', async () => {
    const mail = await sent();
    await take('unsubscribe', mail.effectId);
    expect(await consent(mail.leadId)).toBe('withdrawn');
    expect(await suppressed(mail.email)).toBeUndefined();
  });
});
