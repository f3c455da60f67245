import { Secret, TOTP } from 'otpauth';
import { ADMIN_EMAIL, type Answer, type Client, cookieOf, openStage, PASSWORD, type Stage } from '../stage.fixture';

describe('the account of a person', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  const signIn = (email: string, password = PASSWORD, code?: string): Promise<Answer> =>
    stage.anybody.call('signIn', { body: { email, password, ...(code === undefined ? {} : { code }) } });
  const withCookie = (answer: Answer) => ({ headers: { cookie: cookieOf(answer) } });
  const forgetGuesses = () => stage.pool.query('DELETE FROM sign_in_failure');
  const actions = async () => {
    const { body } = await stage.admin.call('listAudit', { query: { limit: '200' } });
    return body.items.map(({ action }: { action: string }) => action);
  };

  describe('second factor', () => {
    async function turnOn(client: Client): Promise<{ totp: TOTP; codes: string[]; answer: Answer }> {
      const started = await client.call('startSecondFactor', { body: { password: PASSWORD } });
      expect(started.body.picture).toMatch(/^data:image\/svg\+xml;base64,/);
      const totp = new TOTP({ secret: Secret.fromBase32(started.body.secret) });
      // The code of the step before: that of now stays for the sign-in.
      const answer = await client.call('confirmSecondFactor', {
        body: { code: totp.generate({ timestamp: Date.now() - 30_000 }) },
      });
      return { totp, codes: answer.body.codes, answer };
    }

    it('is asked for after the password, works once, and lies sealed', async () => {
      const client = await stage.person('marketer', 'Tina T');
      const wrongStart = await client.call('startSecondFactor', { body: { password: 'not it' } });
      expect(wrongStart.body.code).toBe('wrong_credentials');
      const { totp, codes, answer } = await turnOn(client);
      expect(codes).toHaveLength(10);
      // A right more is a new session id; the old one opens nothing.
      expect((await client.call('getMe')).status).toBe(401);
      expect((await stage.anybody.call('getMe', withCookie(answer))).body.user.secondFactor).toBe('on');
      const email = 'tina.t@firma.example';
      expect((await signIn(email)).body.code).toBe('second_factor_needed');
      expect((await signIn(email, 'not it', '123456')).body.code).toBe('wrong_credentials');
      const code = totp.generate();
      const two = await Promise.all([signIn(email, PASSWORD, code), signIn(email, PASSWORD, code)]);
      expect(two.map(({ status }) => status).sort()).toEqual([200, 401]);
      expect((await signIn(email, PASSWORD, code)).body.code).toBe('wrong_code');
      const { rows } = await stage.pool.query(
        'SELECT (SELECT json_agg(f)::text FROM second_factor f) || (SELECT json_agg(c)::text FROM recovery_code c) AS kept',
      );
      for (const secret of [totp.secret.base32, ...codes, ...codes.map((one) => one.replaceAll('-', ''))])
        expect(rows[0].kept).not.toContain(secret);
      await forgetGuesses();
    });

    it('has recovery codes that open once each, and new ones end the old', async () => {
      const email = 'uwe.u@firma.example';
      const { codes, answer } = await turnOn(await stage.person('marketer', 'Uwe U'));
      expect((await signIn(email, PASSWORD, codes[0])).status).toBe(200);
      expect((await signIn(email, PASSWORD, codes[0])).body.code).toBe('wrong_code');
      const session = withCookie(answer);
      expect((await stage.anybody.call('getSecondFactor', session)).body).toMatchObject({ on: true, codesLeft: 9 });
      const renewed = await stage.anybody.call('renewRecoveryCodes', { ...session, body: { password: PASSWORD } });
      expect((await signIn(email, PASSWORD, codes[1])).body.code).toBe('wrong_code');
      expect((await signIn(email, PASSWORD, renewed.body.codes[1].toUpperCase().replaceAll('-', ' '))).status).toBe(
        200,
      );
      await forgetGuesses();
    });

    it('cannot be guessed: wrong codes count as wrong passwords do', async () => {
      const email = 'vera.v@firma.example';
      await turnOn(await stage.person('marketer', 'Vera V'));
      const answers: number[] = [];
      for (let index = 0; index < 8; index += 1) answers.push((await signIn(email, PASSWORD, '000000')).status);
      expect(answers).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
      await forgetGuesses();
    });

    it('is off again with the password, or by an admin who signs the person out everywhere', async () => {
      const client = await stage.person('marketer', 'Willi W');
      const { answer } = await turnOn(client);
      const session = withCookie(answer);
      expect(
        (await stage.anybody.call('turnOffSecondFactor', { ...session, body: { password: 'not it' } })).status,
      ).toBe(401);
      const off = await stage.anybody.call('turnOffSecondFactor', { ...session, body: { password: PASSWORD } });
      expect(off.status).toBe(204);
      const again = await turnOn(await stage.signIn('willi.w@firma.example'));
      expect((await stage.admin.call('resetSecondFactor', { params: { id: client.userId } })).body.secondFactor).toBe(
        false,
      );
      expect((await stage.anybody.call('getMe', withCookie(again.answer))).status).toBe(401);
      expect((await signIn('willi.w@firma.example')).status).toBe(200);
    });

    it('is required of whom the company says: nothing else is answered before', async () => {
      const client = await stage.person('marketer', 'Xenia X');
      const other = await stage.person('admin', 'Other Admin');
      await stage.admin.call('updateWorkspace', { body: { secondFactor: 'admins' } });
      expect((await client.call('listLeads')).status).toBe(200);
      expect((await stage.admin.call('listLeads')).body.code).toBe('second_factor_required');
      expect((await stage.admin.call('getMe')).body.user.secondFactor).toBe('missing');
      expect((await other.call('listAudit')).body.code).toBe('second_factor_required');
      const { answer } = await turnOn(other);
      const admin = withCookie(answer);
      expect((await stage.anybody.call('listLeads', admin)).status).toBe(200);
      const off = await stage.anybody.call('turnOffSecondFactor', { ...admin, body: { password: PASSWORD } });
      expect([off.status, off.body.code]).toEqual([409, 'second_factor_stays']);
      await stage.anybody.call('updateWorkspace', { ...admin, body: { secondFactor: 'all' } });
      expect((await client.call('listLeads')).body.code).toBe('second_factor_required');
      expect((await client.call('listNotifications')).body.code).toBe('second_factor_required');
      await stage.anybody.call('updateWorkspace', { ...admin, body: { secondFactor: 'nobody' } });
    });
  });

  describe('sessions', () => {
    it('are listed by device and ended one by one or all others, each only by its owner', async () => {
      const agent = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };
      const here = await stage.person('marketer', 'Yara Y');
      const body = { email: 'yara.y@firma.example', password: PASSWORD };
      const there = await stage.anybody.call('signIn', { body, headers: agent });
      const third = await stage.signIn(body.email);
      const { items } = (await here.call('listSessions')).body;
      expect(items).toHaveLength(3);
      expect(items.filter((item: { current: boolean }) => item.current)).toHaveLength(1);
      const firefox = items.find((item: { device: string }) => item.device === 'Firefox · Linux');
      const stranger = await stage.person('marketer', 'Zoe Z');
      expect((await stranger.call('endSession', { params: { id: firefox.id } })).status).toBe(404);
      expect((await here.call('endSession', { params: { id: firefox.id } })).status).toBe(204);
      expect((await stage.anybody.call('getMe', withCookie(there))).status).toBe(401);
      expect((await here.call('endOtherSessions')).status).toBe(204);
      expect((await third.call('getMe')).status).toBe(401);
      expect((await here.call('getMe')).status).toBe(200);
    });

    it('end when the role changes', async () => {
      const client = await stage.person('marketer', 'Role Changer');
      await stage.admin.call('updateUser', { params: { id: client.userId }, body: { role: 'sales_rep' } });
      expect((await client.call('getMe')).status).toBe(401);
    });
  });

  it('leaves a trail that is sound, without an address, a password or a code', async () => {
    const admin = await stage.signIn(ADMIN_EMAIL);
    const { body, text } = await admin.call('listAudit', { query: { limit: '200' } });
    expect(text).not.toMatch(/firma\.example|horse/);
    const seen = new Set(body.items.map(({ action }: { action: string }) => action));
    for (const action of [
      'workspace.set_up',
      'session.opened',
      'session.refused',
      'session.ended',
      'user.role_changed',
      'second_factor.turned_on',
      'second_factor.turned_off',
      'second_factor.code_used',
      'second_factor.reset',
      'settings.changed',
    ])
      expect(seen).toContain(action);
    const check = await admin.call('verifyAudit');
    expect(check.body).toMatchObject({ entries: body.total, faults: [] });
  });

  it('finds entries by person, action and words, and pages through them', async () => {
    const admin = await stage.signIn(ADMIN_EMAIL);
    const first = await admin.call('listAudit', { query: { action: 'session.opened', limit: '1' } });
    const second = await admin.call('listAudit', {
      query: { action: 'session.opened', limit: '1', cursor: first.body.nextCursor },
    });
    expect(first.body.items[0].number).toBeGreaterThan(second.body.items[0].number);
    const by = await admin.call('listAudit', { query: { actorId: admin.userId } });
    expect(by.body.total).toBeGreaterThan(5);
    expect((await admin.call('listAudit', { query: { until: '1' } })).body.total).toBe(0);
    expect(await actions()).toContain('user.created');
  });
});
