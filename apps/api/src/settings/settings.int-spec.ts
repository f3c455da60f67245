import { DEFAULT_POLICY } from '@ripen/handoff';
import { InboxMail, newId } from '@ripen/persistence';
import { openStage, PASSWORD, type Stage } from '../stage.fixture';

describe('what an admin looks after', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  describe('people', () => {
    it('are added, found, changed and shut out', async () => {
      const rep = await stage.person('sales_rep', 'Rita Rep');
      const { body } = await stage.admin.call('listUsers', { query: { search: 'rita', role: 'sales_rep' } });
      expect(body).toMatchObject({ total: 1, items: [{ name: 'Rita Rep', active: true, absent: false, teams: [] }] });
      const changed = await stage.admin.call('updateUser', {
        params: { id: rep.userId },
        body: { name: 'Rita Reich', active: false },
      });
      expect(changed.body).toMatchObject({ name: 'Rita Reich', active: false });
      expect((await rep.call('getMe')).status).toBe(401);
      await expect(stage.signIn('rita.rep@firma.example')).rejects.toThrow('wrong_credentials');
      await stage.admin.call('updateUser', {
        params: { id: rep.userId },
        body: { active: true, password: `${PASSWORD}!` },
      });
      expect((await (await stage.signIn('rita.rep@firma.example', `${PASSWORD}!`)).call('getMe')).status).toBe(200);
    });

    it('have one address each, whatever its case', async () => {
      const body = { name: 'Doppel', email: 'doppel@firma.example', role: 'marketer', password: PASSWORD };
      await stage.admin.call('createUser', { body });
      expect(
        (await stage.admin.call('createUser', { body: { ...body, email: 'DOPPEL@firma.example' } })).body.code,
      ).toBe('already_exists');
    });

    it('always include one active admin', async () => {
      const id = stage.admin.userId;
      for (const body of [{ role: 'marketer' }, { active: false }]) {
        expect((await stage.admin.call('updateUser', { params: { id }, body })).body.code).toBe('last_admin');
      }
    });

    it('lose their sessions when their role changes', async () => {
      const person = await stage.person('marketer', 'Mo Wechsel');
      await stage.admin.call('updateUser', { params: { id: person.userId }, body: { role: 'sales_rep' } });
      expect((await person.call('getMe')).status).toBe(401);
    });
  });

  it('teams keep their order, and are not removed while handoffs name them', async () => {
    const [one, two] = [await stage.person('sales_rep', 'Eins'), await stage.person('sales_rep', 'Zwei')];
    const created = await stage.admin.call('createTeam', {
      body: { name: 'Ost', managerId: null, memberIds: [two.userId, one.userId] },
    });
    expect(created.body.members.map((member: { name: string }) => member.name)).toEqual(['Zwei', 'Eins']);
    const { id } = created.body;
    const turned = await stage.admin.call('updateTeam', {
      params: { id },
      body: { name: 'Ost', managerId: null, memberIds: [one.userId, two.userId] },
    });
    expect(turned.body.members.map((member: { name: string }) => member.name)).toEqual(['Eins', 'Zwei']);
    const strange = await stage.admin.call('updateTeam', {
      params: { id },
      body: { name: 'Ost', managerId: newId(), memberIds: [] },
    });
    expect(strange.body.details.problems[0].problem).toBe('unknown_user');
    expect((await stage.admin.call('deleteTeam', { params: { id } })).status).toBe(204);
    expect((await stage.admin.call('deleteTeam', { params: { id } })).status).toBe(404);
  });

  it('SLA policies have one default, counted in seconds if somebody wants, and none that could never end', async () => {
    const policy = {
      ...DEFAULT_POLICY('Europe/Berlin'),
      calendar: { zone: 'UTC', always: true, hours: {}, holidays: [] },
      accept: { durationMs: 5_000, remindAt: 50, warnAt: 80 },
    };
    const created = await stage.admin.call('createSlaPolicy', { body: { name: 'Sekunden', isDefault: true, policy } });
    expect(created.body).toMatchObject({ isDefault: true, policy: { accept: { durationMs: 5_000 } } });
    const { body } = await stage.admin.call('listSlaPolicies');
    expect(body.items.map((item: { name: string; isDefault: boolean }) => [item.name, item.isDefault])).toEqual([
      ['Sekunden', true],
      ['Standard', false],
    ]);
    const { id } = created.body;
    expect(
      (
        await stage.admin.call('updateSlaPolicy', {
          params: { id },
          body: { name: 'Sekunden', isDefault: false, policy },
        })
      ).body.code,
    ).toBe('still_in_use');
    const closed = { ...policy, calendar: { zone: 'UTC', always: false, hours: {}, holidays: [] } };
    const refused = await stage.admin.call('createSlaPolicy', {
      body: { name: 'Nie', isDefault: false, policy: closed },
    });
    expect(refused.body.details.problems[0]).toMatchObject({
      path: 'body.policy.calendar.hours',
      problem: 'calendar_never_opens',
    });
  });

  it('the workspace and the touchpoint table are changed in part', async () => {
    const changed = await stage.admin.call('updateWorkspace', { body: { imprint: 'Neu GmbH' } });
    expect(changed.body).toMatchObject({ imprint: 'Neu GmbH', companyName: 'Musterfirma' });
    const mapping = { pages: [{ prefix: '/blog', type: 'topic_page_visited' }], events: [] };
    expect((await stage.admin.call('updateTouchpointMapping', { body: mapping })).body).toEqual(mapping);
    expect((await stage.admin.call('getTouchpointMapping')).body).toEqual(mapping);
    expect(
      (
        await stage.admin.call('updateTouchpointMapping', {
          body: { ...mapping, pages: [{ prefix: '/x', type: 'Not Snake' }] },
        })
      ).body.details.problems[0].path,
    ).toBe('body.pages.0.type');
  });

  it('an offer gets another wording version when its wording changes, and only then', async () => {
    const body = {
      slug: 'checkliste',
      title: { de: 'Checkliste', en: 'Checklist' },
      description: { de: '', en: '' },
      targetUrl: 'https://firma.example/c.pdf',
      consentWording: { de: 'Ja', en: 'Yes' },
      active: true,
    };
    const { id } = (await stage.admin.call('createOffer', { body })).body;
    const renamed = await stage.admin.call('updateOffer', {
      params: { id },
      body: { ...body, title: { de: 'Liste', en: 'List' } },
    });
    expect(renamed.body).toMatchObject({ wordingVersion: 1, title: { de: 'Liste' } });
    const reworded = await stage.admin.call('updateOffer', {
      params: { id },
      body: { ...body, consentWording: { de: 'Ja, gern', en: 'Yes' } },
    });
    expect(reworded.body.wordingVersion).toBe(2);
    expect((await stage.admin.call('createOffer', { body })).body.code).toBe('already_exists');
  });

  it('the mailbox shows a mail under a policy that lets it run and load nothing', async () => {
    const id = newId();
    await stage.pool.query(
      `INSERT INTO inbox_mail (id, sender, recipients, subject, html, body_text, headers) VALUES ($1, 'a@firma.example', '{b@lead.example}', 'Hallo', '<script>x</script><p>Hi</p>', 'Hi', '{"list-unsubscribe-post":"List-Unsubscribe=One-Click"}')`,
      [id],
    );
    expect(InboxMail.name).toBe('InboxMail');
    expect((await stage.admin.call('listInbox', { query: { search: 'b@lead' } })).body.items).toEqual([
      expect.objectContaining({ id, subject: 'Hallo', to: 'b@lead.example' }),
    ]);
    expect((await stage.admin.call('getInboxMail', { params: { id } })).body.headers).toEqual([
      { name: 'list-unsubscribe-post', value: 'List-Unsubscribe=One-Click' },
    ]);
    const html = await stage.admin.call('getInboxHtml', { params: { id } });
    expect(html.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
    expect(html.text).toContain('<base target="_blank">');
    expect((await stage.admin.call('emptyInbox')).status).toBe(204);
    expect((await stage.admin.call('listInbox')).body.total).toBe(0);
  });

  it('messages that failed or whose fate is unknown are listed with the reason in words', async () => {
    const lead = await stage.admin.call('createLead', { body: { email: 'weg@lead.example' } });
    const insert = (state: string, code: string | null) =>
      stage.pool.query(
        `INSERT INTO effect (subject_type, subject_id, lead_id, visit, step, kind, purpose, state, code) VALUES ('enrollment', gen_random_uuid(), $1, 1, 'send', 'send_email', 'marketing', $2, $3)`,
        [lead.body.id, state, code],
      );
    for (const [state, code] of [
      ['failed', 'recipient_refused'],
      ['unknown', 'timeout'],
      ['sent', null],
      ['dropped', 'no_consent'],
    ] as const)
      await insert(state, code);
    const { body } = await stage.admin.call('listEffects');
    expect(
      body.items.map((item: { state: string; reason: { de: string } }) => [item.state, item.reason.de.slice(0, 30)]),
    ).toEqual([
      ['unknown', 'Der Versand brach nach Beginn d'.slice(0, 30)],
      ['failed', 'Der Mailserver kennt die Adres'],
    ]);
    expect((await stage.admin.call('listEffects', { query: { state: 'dropped' } })).body.total).toBe(1);
  });
});
