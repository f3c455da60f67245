import { createSigner } from '@ripen/connectors';
import { type Answer, cookieOf, openStage, PASSWORD, SECRET, type Stage } from '../stage.fixture';

const NEXT_PASSWORD = 'another horse battery';

describe('links that set a password', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  const signIn = (email: string, password = PASSWORD): Promise<Answer> =>
    stage.anybody.call('signIn', { body: { email, password } });
  const withCookie = (answer: Answer) => ({ headers: { cookie: cookieOf(answer) } });
  const forgetGuesses = () => stage.pool.query('DELETE FROM sign_in_failure');
  /** As the worker makes it when it writes the mail. */
  async function tokenFor(kind: 'invitation' | 'reset', userId: string): Promise<string> {
    const { rows } = await stage.pool.query<{ id: string; expires_at: number }>(
      'SELECT id, expires_at FROM account_link WHERE user_id = $1 AND kind = $2',
      [userId, kind],
    );
    return createSigner(SECRET).sign(kind, [rows[0]?.id ?? ''], rows[0]?.expires_at ?? 0);
  }
  async function resetAskedFor(userId: string): Promise<string> {
    const until = Date.now() + 5_000;
    for (;;) {
      const { rows } = await stage.pool.query('SELECT 1 FROM account_link WHERE user_id = $1', [userId]);
      if (rows.length > 0) return tokenFor('reset', userId);
      if (Date.now() > until) throw new Error('no link');
    }
  }

  describe('invitation', () => {
    const invite = (name: string, more: object = {}) =>
      stage.admin.call('inviteUser', {
        body: { name, email: `${name.toLowerCase()}@firma.example`, role: 'sales_rep', ...more },
      });

    it('is accepted once, with a password and a team, and signs in', async () => {
      const team = await stage.admin.call('createTeam', { body: { name: 'Nord', managerId: null, memberIds: [] } });
      const invited = await invite('Ida', { teamId: team.body.id });
      expect(invited.body).toMatchObject({ active: true, teams: [], invitation: { expiresAt: expect.any(Number) } });
      expect(invited.body.invitation.expiresAt - invited.body.invitation.sentAt).toBeCloseTo(7 * 86_400_000, -4);
      expect((await signIn('ida@firma.example', '')).status).toBe(400);
      expect((await signIn('ida@firma.example')).status).toBe(401);
      const token = await tokenFor('invitation', invited.body.id);
      expect((await stage.anybody.call('lookAtInvitation', { body: { token } })).body).toEqual({
        name: 'Ida',
        email: 'ida@firma.example',
        companyName: 'Musterfirma',
        language: 'de',
      });
      const both = await Promise.all(
        [1, 2].map(() =>
          stage.anybody.call('acceptInvitation', { body: { token, password: NEXT_PASSWORD, name: 'Ida Neu' } }),
        ),
      );
      expect(both.map(({ status }) => status).sort()).toEqual([200, 404]);
      const joined = both.find(({ status }) => status === 200)!;
      expect((await stage.anybody.call('getMe', withCookie(joined))).body.user).toMatchObject({
        name: 'Ida Neu',
        teamIds: [team.body.id],
      });
      expect((await signIn('ida@firma.example', NEXT_PASSWORD)).status).toBe(200);
      expect((await stage.anybody.call('lookAtInvitation', { body: { token } })).body.code).toBe('link_over');
    });

    it('sent again puts the earlier link out of force', async () => {
      const { body } = await invite('Ben');
      const first = await tokenFor('invitation', body.id);
      expect((await stage.admin.call('resendInvitation', { params: { id: body.id } })).status).toBe(200);
      const accept = (token: string) =>
        stage.anybody.call('acceptInvitation', { body: { token, password: NEXT_PASSWORD } });
      expect((await accept(first)).body.code).toBe('link_over');
      expect((await accept(await tokenFor('invitation', body.id))).status).toBe(200);
      expect((await stage.admin.call('resendInvitation', { params: { id: body.id } })).status).toBe(404);
    });

    it('revoked leaves nothing behind but its entries in the log', async () => {
      const { body } = await invite('Cem');
      const token = await tokenFor('invitation', body.id);
      expect((await stage.admin.call('revokeInvitation', { params: { id: body.id } })).status).toBe(204);
      expect((await stage.anybody.call('lookAtInvitation', { body: { token } })).status).toBe(404);
      expect((await stage.admin.call('listUsers', { query: { search: 'cem@' } })).body.total).toBe(0);
      expect((await stage.admin.call('revokeInvitation', { params: { id: body.id } })).status).toBe(404);
      expect((await invite('Cem')).status).toBe(200);
    });

    it('is over after its days, forged or of another kind', async () => {
      const { body } = await invite('Dan');
      const token = await tokenFor('invitation', body.id);
      const look = async (given: string) =>
        (await stage.anybody.call('lookAtInvitation', { body: { token: given } })).status;
      expect(await look(token)).toBe(200);
      expect(await look(`${token.slice(0, -2)}xx`)).toBe(404);
      const reset = await stage.anybody.call('resetPassword', { body: { token, password: NEXT_PASSWORD } });
      expect(reset.body.code).toBe('link_over');
      await stage.pool.query(`UPDATE account_link SET expires_at = now() - interval '1 second'`);
      expect(await look(token)).toBe(404);
    });

    it('goes to nobody who is there already, and is asked for by admins only', async () => {
      await stage.person('marketer', 'Marta M');
      const again = await stage.admin.call('inviteUser', {
        body: { name: 'M', email: 'marta.m@firma.example', role: 'admin' },
      });
      expect([again.status, again.body.code]).toEqual([409, 'already_exists']);
    });
  });

  describe('password reset', () => {
    it('sets a password once, ends every session and does not sign in', async () => {
      const client = await stage.person('marketer', 'Rita R');
      expect((await stage.anybody.call('askPasswordReset', { body: { email: 'rita.r@firma.example' } })).status).toBe(
        204,
      );
      const token = await resetAskedFor(client.userId);
      const both = await Promise.all(
        [1, 2].map(() => stage.anybody.call('resetPassword', { body: { token, password: NEXT_PASSWORD } })),
      );
      expect(both.map(({ status }) => status).sort()).toEqual([204, 404]);
      expect(both.flatMap(({ headers }) => headers.getSetCookie())).toEqual([]);
      expect((await client.call('getMe')).status).toBe(401);
      expect((await signIn('rita.r@firma.example')).status).toBe(401);
      expect((await signIn('rita.r@firma.example', NEXT_PASSWORD)).status).toBe(200);
    });

    it('is over after an hour', async () => {
      const client = await stage.person('marketer', 'Ron R');
      await stage.anybody.call('askPasswordReset', { body: { email: 'ron.r@firma.example' } });
      const token = await resetAskedFor(client.userId);
      await stage.pool.query(`UPDATE account_link SET expires_at = now() - interval '1 second'`);
      expect((await stage.anybody.call('resetPassword', { body: { token, password: NEXT_PASSWORD } })).body.code).toBe(
        'link_over',
      );
    });

    it('answers the same whether somebody has the address, and slows down both', async () => {
      await stage.person('marketer', 'Sam S');
      const asked = async (email: string) => {
        const answers: [number, string][] = [];
        for (let index = 0; index < 6; index += 1) {
          const { status, text } = await stage.anybody.call('askPasswordReset', { body: { email } });
          answers.push([status, text.replace(/"correlationId":"[^"]*"/, '')]);
        }
        return answers;
      };
      expect(await asked('sam.s@firma.example')).toEqual(await asked('nobody@firma.example'));
      await forgetGuesses();
    });
  });

  it('are written down, by whom and for whom', async () => {
    const { body, text } = await stage.admin.call('listAudit', { query: { limit: '200' } });
    expect(text).not.toMatch(/firma\.example|horse/);
    const seen = body.items.map(({ action }: { action: string }) => action);
    const links = ['user.invited', 'user.invited_again', 'user.invitation_revoked', 'user.joined', 'password.reset'];
    expect(seen).toEqual(expect.arrayContaining([...links, 'password.reset_asked']));
    const found = await stage.admin.call('listAudit', { query: { search: 'Cem invited' } });
    expect(found.body.items[0].sentence).toEqual({
      de: 'Ada Admin hat Cem als Vertrieb eingeladen.',
      en: 'Ada Admin invited Cem as sales rep.',
    });
  });
});
