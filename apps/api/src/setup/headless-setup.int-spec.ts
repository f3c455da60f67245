import { ADMIN_EMAIL, openStage, PASSWORD, type Stage } from '../stage.fixture';

const SETUP = {
  admin: { email: ADMIN_EMAIL, password: PASSWORD },
  example: false,
  writeKey: 'write-key-of-the-environment',
  apiKey: 'api-key-of-the-environment',
};

describe('a first start that nobody watches', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ setUp: false });
  });
  afterAll(() => stage.close());

  it('is done once, however many APIs start at the same time', async () => {
    await Promise.all([1, 2, 3].map(() => stage.setUpHeadless(SETUP)));
    await stage.setUpHeadless(SETUP);
    const { rows } = await stage.pool.query(
      'SELECT (SELECT count(*) FROM app_user) AS users, (SELECT count(*) FROM api_key) AS keys',
    );
    expect(rows).toEqual([{ users: 1, keys: 2 }]);
    expect((await stage.signIn(ADMIN_EMAIL)).userId).not.toBe('');
    expect((await stage.withKey(SETUP.apiKey).call('getWorkspace')).status).toBe(200);
  });
});
