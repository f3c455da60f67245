import { ADMIN_EMAIL, cookieOf, openStage, PASSWORD, setupBody, type Stage } from '../stage.fixture';

describe('set-up and sign-in', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ setUp: false });
  });
  afterAll(() => stage.close());

  it('offers set-up while nobody is there, once', async () => {
    expect((await stage.anybody.call('getSetup')).body).toEqual({ done: false });
    const first = await stage.anybody.call('runSetup', { body: setupBody() });
    expect(first.status).toBe(200);
    expect(first.body.user).toMatchObject({ role: 'admin', email: ADMIN_EMAIL });
    expect((await stage.anybody.call('getSetup')).body).toEqual({ done: true });
    const second = await stage.anybody.call('runSetup', { body: setupBody() });
    expect([second.status, second.body.code]).toEqual([409, 'already_set_up']);
  });

  it('signs in with a cookie that scripts cannot read, and keeps no token and no password', async () => {
    const answer = await stage.anybody.call('signIn', { body: { email: ADMIN_EMAIL, password: PASSWORD } });
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^ripen_session=[\w-]{43}; .*HttpOnly/);
    expect(cookie).toContain('SameSite=Lax');
    const token = cookieOf(answer).split('=')[1];
    const { rows } = await stage.pool.query(
      'SELECT (SELECT json_agg(s)::text FROM session s) || (SELECT json_agg(u)::text FROM app_user u) AS kept',
    );
    expect(rows[0].kept).not.toContain(token);
    expect(rows[0].kept).not.toContain(PASSWORD);
    expect(rows[0].kept).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  });

  it('answers an unknown address as it answers a wrong password', async () => {
    const unknown = await stage.anybody.call('signIn', { body: { email: 'nobody@firma.example', password: PASSWORD } });
    const wrong = await stage.anybody.call('signIn', { body: { email: ADMIN_EMAIL, password: 'not it' } });
    expect(unknown.status).toBe(401);
    expect({ ...unknown.body, correlationId: '' }).toEqual({ ...wrong.body, correlationId: '' });
  });

  it('ends a session at sign-out', async () => {
    const client = await stage.signIn(ADMIN_EMAIL);
    expect((await client.call('getMe')).status).toBe(200);
    expect((await client.call('signOut')).status).toBe(204);
    expect((await client.call('getMe')).body.code).toBe('not_signed_in');
  });

  it('ends all other sessions when the password changes', async () => {
    const [one, two] = [await stage.signIn(ADMIN_EMAIL), await stage.signIn(ADMIN_EMAIL)];
    expect((await one.call('changePassword', { body: { current: PASSWORD, next: PASSWORD } })).status).toBe(204);
    expect((await one.call('getMe')).status).toBe(200);
    expect((await two.call('getMe')).status).toBe(401);
  });

  it('refuses a session that is over', async () => {
    const client = await stage.signIn(ADMIN_EMAIL);
    await stage.pool.query(`UPDATE session SET expires_at = now() - interval '1 second'`);
    expect((await client.call('getMe')).status).toBe(401);
  });

  it('refuses a change that another site asks for with our cookie', async () => {
    const client = await stage.signIn(ADMIN_EMAIL);
    const foreign = await client.call('updateMe', {
      body: { name: 'Eve' },
      headers: { origin: 'https://evil.example' },
    });
    expect([foreign.status, foreign.body.code]).toEqual([403, 'origin_refused']);
    expect((await client.call('updateMe', { body: { name: 'Ada' } })).body.user.name).toBe('Ada');
  });

  it('stops guessing after ten tries, and counts without keeping the address', async () => {
    const body = { email: 'guessed@firma.example', password: 'wrong' };
    for (let attempt = 0; attempt < 10; attempt += 1)
      expect((await stage.anybody.call('signIn', { body })).status).toBe(401);
    const next = await stage.anybody.call('signIn', { body });
    expect([next.status, next.body.code]).toEqual([429, 'too_many_requests']);
    const { rows } = await stage.pool.query('SELECT json_agg(f)::text AS kept FROM sign_in_failure f');
    expect(rows[0].kept).not.toContain('guessed');
  });

  it('speaks the language of the caller in errors, with a correlation id', async () => {
    const german = await stage.anybody.call('getMe', { headers: { 'accept-language': 'de' } });
    const english = await stage.anybody.call('getMe', { headers: { 'accept-language': 'en' } });
    expect(german.body.message).toBe('Bitte melden Sie sich an.');
    expect(english.body).toMatchObject({
      code: 'not_signed_in',
      message: 'Please sign in.',
      correlationId: english.headers.get('x-correlation-id'),
    });
  });

  it('writes no address into the log', () => {
    expect(stage.logs.length).toBeGreaterThan(10);
    expect(stage.logs.join('')).not.toMatch(/firma\.example|correct horse/);
  });
});
