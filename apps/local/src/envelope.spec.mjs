import { createServer } from 'node:http';
import { warnWhenFull } from './envelope.mjs';
import { waitUntil } from './wait-until.mjs';

/** A product that answers with what the test puts here. */
let envelope = null;
let asked = 0;
const server = createServer((_request, response) => {
  asked += 1;
  response.writeHead(503).end(JSON.stringify({ ok: false, envelope }));
});
let port = 0;
/** @type {string[]} */
let said = [];
/** @type {NodeJS.Timeout | undefined} */
let timer;

beforeAll(async () => {
  await new Promise((resolve) => void server.listen(0, '127.0.0.1', () => resolve(null)));
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterAll(() => server.close());
beforeEach(() => {
  said = [];
  timer = warnWhenFull(port, (line) => said.push(line), 20);
});
afterEach(() => clearInterval(timer));

const journeys = (now, fullness) => ({
  openJourneys: { now, supported: 50_000, fullness },
  wakeUpsPerSecond: { now: 1, supported: 20, fullness: 'fine' },
});

/** The product answers so until it was asked a few times. */
async function answer(next) {
  envelope = next;
  const before = asked;
  await waitUntil(() => asked >= before + 4, { timeout: 5_000, every: 5 });
}

describe('the warning of a machine that is full', () => {
  it('is said once when it is nearly full, and once more when it is over', async () => {
    await answer(journeys(10, 'fine'));
    expect(said).toEqual([]);
    await answer(journeys(41_000, 'near'));
    expect(said).toEqual([expect.stringContaining('41000 of 50000 people in journeys and handoffs: nearly as much')]);
    await answer(journeys(51_000, 'over'));
    await answer(journeys(45_000, 'near'));
    expect(said).toHaveLength(2);
    expect(said[1]).toContain('deadlines may come late');
  });

  it('is not said on servers of one’s own, nor while nobody knows', async () => {
    await answer(null);
    await answer(journeys(null, null));
    expect(said).toEqual([]);
  });
});
