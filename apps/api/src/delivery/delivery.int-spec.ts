import { randomUUID } from 'node:crypto';
import { createMailer, createReturnAddresses } from '@ripen/connectors';
import { absenceNote, complaint, dsn } from '@ripen/connectors/reports';
import { postgresClock, takeTurn } from '@ripen/persistence';
import { bornLead, BY_HAND, chain, enrolled, MAIL, published } from '@ripen/persistence/stage';
import { type Answer, type Client, openStage, SECRET, type Stage } from '../stage.fixture';

const MAIL_SERVER = 'mailer-daemon@mx.kunde.example';

describe('what comes back of mails', () => {
  let stage: Stage;
  let marketer: Client;
  let smtp: ReturnType<typeof createMailer>;
  let secret: string;
  let version: { journeyId: string; versionId: string };
  const addresses = createReturnAddresses(SECRET);
  let number = 0;

  beforeAll(async () => {
    stage = await openStage();
    marketer = await stage.person('marketer', 'Mia Marketing');
    smtp = createMailer({ url: `smtp://127.0.0.1:${await stage.startMailbox()}` });
    secret = (await stage.admin.call('createFeedbackSource', { body: { name: 'Postbote' } })).body.secret;
    version = await published(
      stage.pool,
      chain(['start', 'trigger', BY_HAND], ['mail', 'send_email', MAIL, 'sent'], ['end', 'exit', { reason: 'done' }]),
    );
  });
  afterAll(async () => {
    await smtp.close();
    await stage.close();
  });

  async function sent(): Promise<{ leadId: string; email: string; effectId: string; back: string }> {
    number += 1;
    const email = `person-${number}@kunde.example`;
    const leadId = await bornLead(stage.pool, email);
    const id = await enrolled(stage.pool, { ...version, leadId, nodeId: 'start' });
    const request = { subject: 'enrollment', id, turn: 1, watched: true } as const;
    const { claimed } = await takeTurn(stage.pool, request, { clock: postgresClock });
    if (claimed === null) throw new Error('the mail was not claimed');
    await stage.pool.query(`UPDATE effect SET state = 'sent', sent_at = now() WHERE id = $1`, [claimed.effectId]);
    const { effectId } = claimed;
    return { leadId, email, effectId, back: `${addresses.sign('bounce', effectId)}@ripen.test` };
  }
  /** By a real SMTP dialogue with the mailbox. */
  async function arrives(to: string, raw: Buffer): Promise<void> {
    const result = await smtp.send({ envelope: { from: MAIL_SERVER, to }, messageId: `<${randomUUID()}@x>`, raw });
    expect(result).toEqual({ outcome: 'sent' });
  }
  function posted(body: Buffer | object, headers: Record<string, string> = {}): Promise<Answer> {
    const raw = Buffer.isBuffer(body);
    return stage.anybody.fetch('/hooks/bounces', {
      method: 'POST',
      body: raw ? new Uint8Array(body) : JSON.stringify(body),
      headers: {
        'content-type': raw ? 'message/rfc822' : 'application/json',
        authorization: `Bearer ${secret}`,
        ...headers,
      },
    });
  }
  const suppression = async (email: string) =>
    (await marketer.call('checkSuppression', { body: { address: email } })).body.suppression;
  const feedback = async (leadId: string) =>
    (await marketer.call('listLeadMails', { params: { id: leadId } })).body.items[0].feedback;

  it('a bounce at the mailbox suppresses, stands on the mail and in the timeline', async () => {
    const mail = await sent();
    await arrives(mail.back, dsn({ to: mail.back, diagnostic: '550 5.1.1 unknown' }));
    expect(await suppression(mail.email)).toMatchObject({ reason: 'hard_bounce', scope: 'all' });
    expect(await suppression(mail.email.toUpperCase())).not.toBeNull();
    expect(await feedback(mail.leadId)).toBe('hard_bounce');
    const { body } = await marketer.call('getLeadTimeline', { params: { id: mail.leadId } });
    expect(body.items.map(({ sentence }: { sentence: { de: string } }) => sentence.de)).toContain(
      'E-Mail „Hallo“: Die Adresse gibt es nicht. Sie ist gesperrt.',
    );
  });

  it('an absence note at the mailbox is listed and changes nothing; ordinary mail is not even listed', async () => {
    const mail = await sent();
    await arrives(mail.back, absenceNote(mail.back));
    expect([await suppression(mail.email), await feedback(mail.leadId)]).toEqual([null, null]);
    const listed = async () => (await marketer.call('listMailReports')).body;
    expect((await listed()).items[0]).toMatchObject({ kind: 'auto_reply', via: 'mailbox', lead: { id: mail.leadId } });
    const { total } = await listed();
    const leave = `${addresses.sign('unsubscribe', mail.effectId)}@ripen.test`;
    const ours = `From: info@firma.example\r\nTo: ${mail.email}\r\nList-Unsubscribe: <mailto:${leave}>\r\n\r\nHallo\r\n`;
    await arrives(mail.email, Buffer.from(ours));
    expect((await listed()).total).toBe(total);
    // Whoever passes a mail of ours on unsubscribes nobody.
    await posted(Buffer.from(`To: abuse@firma.example\r\nSubject: FW\r\n\r\n${ours}`));
    expect((await listed()).items[0]).toMatchObject({ kind: 'unreadable', via: 'hook' });
    const before = await marketer.call('getLead', { params: { id: mail.leadId } });
    expect(before.body.consents[0].state).toBe('granted');
    await arrives(leave, Buffer.from(`From: ${mail.email}\r\nTo: ${leave}\r\nSubject: unsubscribe\r\n\r\n`));
    const lead = await marketer.call('getLead', { params: { id: mail.leadId } });
    expect(lead.body.consents[0]).toMatchObject({ state: 'withdrawn', via: 'unsubscribe' });
  });

  it('the hook wants the secret of a source before it looks at anything', async () => {
    const mail = await sent();
    const report = dsn({ to: mail.back });
    for (const authorization of ['', 'Bearer x', `Basic ${btoa('a:b')}`, `Bearer ${secret}x`])
      expect((await posted(report, { authorization })).status).toBe(401);
    expect(await suppression(mail.email)).toBeNull();
    const basic = { authorization: `Basic ${btoa(`any:${secret}`)}` };
    expect((await posted(report, basic)).body).toEqual({ taken: 1, known: 0 });
    expect((await posted(report, basic)).body).toEqual({ taken: 0, known: 1 });
    expect(await suppression(mail.email)).not.toBeNull();
    const other = await stage.admin.call('createFeedbackSource', { body: { name: 'Kurz' } });
    await stage.admin.call('revokeFeedbackSource', { params: { id: other.body.id } });
    expect((await posted(report, { authorization: `Bearer ${other.body.secret}` })).status).toBe(401);
  });

  it('a report without our signature changes nothing and is listed, by either way', async () => {
    const mail = await sent();
    const forged = `${createReturnAddresses('another secret that is long enough, too').sign('bounce', mail.effectId)}@ripen.test`;
    await arrives(forged, dsn({ to: forged }));
    await posted(complaint([`Return-Path: <${forged}>`, `To: ${mail.email}`]));
    expect([await suppression(mail.email), await feedback(mail.leadId)]).toEqual([null, null]);
    const { body } = await marketer.call('listMailReports', { query: { kind: 'unsigned' } });
    expect(body.items.map(({ via }: { via: string }) => via)).toEqual(['hook', 'mailbox']);
    expect(body.items[0].lead).toBeNull();
  });

  it('takes the events of a provider, by the envelope or by the message id', async () => {
    const [first, second, third] = [await sent(), await sent(), await sent()];
    const answer = await posted({
      events: [
        { type: 'bounce', returnPath: `<${first.back}>`, status: '5.1.1', id: '1' },
        { type: 'complaint', messageId: `<${second.effectId}@ripen.test>`, id: '2' },
        { type: 'delivered', messageId: `<${third.effectId}@ripen.test>`, id: '3' },
        { type: 'delivered', messageId: `<${third.effectId}@ripen.test>`, id: '3' },
      ],
    });
    expect(answer.body).toEqual({ taken: 3, known: 1 });
    expect(await Promise.all([first, second, third].map(({ leadId }) => feedback(leadId)))).toEqual([
      'hard_bounce',
      'complaint',
      'delivered',
    ]);
    expect(await suppression(second.email)).toMatchObject({ reason: 'complaint', scope: 'consent' });
    for (const bad of [{ events: [] }, { type: 'nothing' }, []]) expect((await posted(bad)).status).toBe(400);
    expect((await posted(Buffer.from('{'), { 'content-type': 'application/json' })).status).toBe(400);
    expect((await posted(Buffer.alloc(2_000_000))).status).toBe(413);
  });

  it('shows the rate and lets marketing release the brake', async () => {
    const { body } = await marketer.call('getMailDelivery');
    expect(body.days).toHaveLength(30);
    expect(body.days.at(-1)).toMatchObject({ complaints: 1 });
    expect(body.permille).toBeGreaterThan(0);
    expect((await marketer.call('releaseMailBrake')).body.code).toBe('wrong_state');
    const rules = { ...body.rules, returnDomain: 'Bounces.Firma.Example', brake: true };
    expect((await stage.admin.call('updateMailRules', { body: rules })).body.rules.returnDomain).toBe(
      'bounces.firma.example',
    );
    for (const returnDomain of ['x', 'a b.example', 'a@b.example', '-x.example'])
      expect((await stage.admin.call('updateMailRules', { body: { ...rules, returnDomain } })).status).toBe(400);
    await stage.pool.query('UPDATE mail_rules SET braked_at = now()');
    expect((await marketer.call('releaseMailBrake')).status).toBe(204);
  });

  it('keeps the list as hashes, also in its export, and takes lists and exports', async () => {
    const added = await marketer.call('addSuppressions', {
      body: { text: 'Eva <eva@kunde.example>;x\r\nnobody\n\njo@kunde.example\nEVA@kunde.example', note: 'alte Liste' },
    });
    expect(added.body).toEqual({ added: 2, known: 0, refused: [2] });
    const { csv } = (await marketer.call('exportSuppressions')).body;
    expect(csv).not.toContain('@');
    expect(csv.split('\r\n')[0]).toBe('hash,reason,scope,since');
    const hash = (await suppression('eva@kunde.example')).hash;
    const removal = (body: object) => marketer.call('removeSuppression', { body });
    expect((await removal({ hash, reason: '' })).status).toBe(400);
    expect((await removal({ hash, reason: 'War ein Irrtum' })).status).toBe(204);
    expect((await removal({ hash, reason: 'War ein Irrtum' })).status).toBe(404);
    expect(await suppression('eva@kunde.example')).toBeNull();
    expect((await marketer.call('addSuppressions', { body: { text: csv } })).body.added).toBe(1);
    expect(await suppression('eva@kunde.example')).not.toBeNull();
    const { rows } = await stage.pool.query('SELECT json_agg(s)::text AS kept FROM suppression s');
    expect(rows[0].kept).not.toContain('kunde.example');
    const { body } = await marketer.call('listSuppressions', { query: { reason: 'import' } });
    expect(body.total).toBe(2);
    expect(body.reasons.map(({ reason }: { reason: string }) => reason)).toContain('hard_bounce');
  });
});
