import { Network } from './network.mjs';

describe('names and ports of a compose network on one machine', () => {
  const network = new Network();
  let postgres = 0;
  beforeAll(async () => {
    await network.join({ container: 'temporal-1', service: 'temporal', ports: [7233, 7243] });
    await network.join({ container: 'postgres-1', service: 'postgres', ports: [5432] });
    await network.join({ container: 'api-1', service: 'api', ports: [3000], published: new Map([[3000, 22_555]]) });
    postgres = network.portOf('postgres-1', 5432);
  });

  it('lead to the ports that are theirs here, and leave every other word alone', () => {
    expect(
      network.environment({
        DATABASE_URL: 'postgres://temporal:secret@postgres:5432/temporal',
        TEMPORAL_ADDRESS: 'temporal:7233',
        DBNAME: 'temporal',
        ELSEWHERE: 'postgres://u:p@postgres:5433/x',
        OTHER: 'https://my-temporal:7233',
        BIND_ON_IP: '0.0.0.0',
        PUBLIC: 'http://localhost:3000',
      }),
    ).toEqual({
      DATABASE_URL: `postgres://temporal:secret@127.0.0.1:${postgres}/temporal`,
      TEMPORAL_ADDRESS: `127.0.0.1:${network.portOf('temporal-1', 7233)}`,
      DBNAME: 'temporal',
      ELSEWHERE: 'postgres://u:p@postgres:5433/x',
      OTHER: 'https://my-temporal:7233',
      BIND_ON_IP: '127.0.0.1',
      PUBLIC: 'http://localhost:3000',
    });
  });

  it('also where host and port are two variables; a host that is no service stays what it is', () => {
    expect(network.environment({ POSTGRES_SEEDS: 'postgres', DB_PORT: '5432', UI_PORT: '8080' })).toEqual({
      POSTGRES_SEEDS: '127.0.0.1',
      DB_PORT: String(postgres),
      UI_PORT: '8080',
    });
    expect(network.environment({ SQL_HOST: 'postgre', SQL_PORT: '5432' })).toEqual({
      SQL_HOST: 'postgre',
      SQL_PORT: '5432',
    });
  });

  it('and a health check asks its own container', () => {
    expect(network.check('api-1', ['node', 'http://127.0.0.1:3000/x', 'http://127.0.0.1:3001/x'])).toEqual([
      'node',
      'http://127.0.0.1:22555/x',
      'http://127.0.0.1:3001/x',
    ]);
  });
});
