import { cookieOf, ADMIN_EMAIL, openStage, PASSWORD, setupBody, type Stage } from '../stage.fixture';

describe('set-up and sign-in', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ setUp: false });
  });
  afterAll(() => stage.close());

  const wrong = (email: string) => stage.anybody.call('signIn', { body: { email, password: 'wrong' } });

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
    const known = await stage.anybody.call('signIn', { body: { email: ADMIN_EMAIL, password: 'not it' } });
    expect(unknown.status).toBe(401);
    expect({ ...unknown.body, correlationId: '' }).toEqual({ ...known.body, correlationId: '' });
  });

  it('ends a session at sign-out', async () => {
    const client = await stage.signIn(ADMIN_EMAIL);
    expect((await client.call('getMe')).status).toBe(200);
    expect((await client.call('signOut')).status).toBe(204);
    expect((await client.call('getMe')).body.code).toBe('not_signed_in');
  });

  it('goes on by a new token when the password changes, and ends all other sessions', async () => {
    const [one, two] = [await stage.signIn(ADMIN_EMAIL), await stage.signIn(ADMIN_EMAIL)];
    const changed = await one.call('changePassword', { body: { current: PASSWORD, next: PASSWORD } });
    expect(changed.status).toBe(204);
    expect((await one.call('getMe')).status).toBe(401);
    expect((await two.call('getMe')).status).toBe(401);
    const after = await stage.anybody.call('getMe', { headers: { cookie: cookieOf(changed) } });
    expect(after.body.user.email).toBe(ADMIN_EMAIL);
  });

  it('refuses a session that is over, by idling or by age', async () => {
    const [idle, old] = [await stage.signIn(ADMIN_EMAIL), await stage.signIn(ADMIN_EMAIL)];
    await stage.pool.query(`UPDATE session SET expires_at = now() - interval '1 second'`);
    expect((await idle.call('getMe')).status).toBe(401);
    await stage.pool.query(
      `UPDATE session SET created_at = now() - interval '90 days', last_seen_at = now() - interval '1 hour', expires_at = now() + interval '1 day'`,
    );
    expect((await old.call('getMe')).status).toBe(200);
    expect((await old.call('getMe')).status).toBe(401);
  });

  it('never takes up a token that was there before, and ends its session', async () => {
    const before = await stage.signIn(ADMIN_EMAIL);
    const planted = { cookie: `ripen_session=${'x'.repeat(43)}` };
    const body = { email: ADMIN_EMAIL, password: PASSWORD };
    const answer = await stage.anybody.call('signIn', { body, headers: planted });
    expect(cookieOf(answer)).not.toContain('xxx');
    expect((await stage.anybody.call('getMe', { headers: planted })).status).toBe(401);
    const again = await before.call('signIn', { body });
    expect((await before.call('getMe')).status).toBe(401);
    expect((await stage.anybody.call('getMe', { headers: { cookie: cookieOf(again) } })).status).toBe(200);
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

  it('lets somebody who mistypes try five times, then makes them wait, and says how long', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) expect((await wrong('guessed@firma.example')).status).toBe(401);
    const next = await wrong('guessed@firma.example');
    expect([next.status, next.body.code, next.headers.get('retry-after')]).toEqual([429, 'too_many_requests', '1']);
    const { rows } = await stage.pool.query('SELECT json_agg(f)::text AS kept FROM sign_in_failure f');
    expect(rows[0].kept).not.toContain('guessed');
  });

  it('looks at no password while a guesser has to wait: the right one gets the same answer', async () => {
    const email = 'waiting@firma.example';
    const admin = await stage.signIn(ADMIN_EMAIL);
    await admin.call('createUser', { body: { name: 'W', email, role: 'marketer', password: PASSWORD } });
    for (let attempt = 0; attempt < 5; attempt += 1) await wrong(email);
    const right = await stage.anybody.call('signIn', { body: { email, password: PASSWORD } });
    expect([right.status, right.body.code]).toEqual([429, 'too_many_requests']);
    await stage.pool.query(`UPDATE sign_in_failure SET at = at - interval '1 minute'`);
    expect((await stage.anybody.call('signIn', { body: { email, password: PASSWORD } })).status).toBe(200);
    expect((await wrong(email)).status).toBe(401);
  });

  it('counts a thousand guesses at once as a thousand: five are looked at', async () => {
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => wrong('crowd@firma.example')));
    const looked = answers.filter(({ status }) => status === 401).length;
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401, 429]));
    expect(looked).toBeGreaterThanOrEqual(5);
    // The clock goes on while they come: a second after the fifth, a sixth is looked at.
    expect(looked).toBeLessThanOrEqual(9);
  }, 60_000);

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
