import type { Sample } from './samples';
import { latencyVerdict, memoryVerdicts, tableVerdicts } from './verdict';

const MEGABYTE = 1_048_576;
const outbox = (bytes: number, live: number) => ({ name: 'outbox', bytes, live, dead: 0 });

/** Ten minutes, a look every five seconds. */
const looks = (worker: (minute: number) => number, table = outbox(0, 0)): Sample[] =>
  Array.from({ length: 120 }, (_, look) => ({
    at: look * 5_000,
    memory: { worker: worker(look / 12) * MEGABYTE, api: 200 * MEGABYTE, temporal: 0, postgres: 0 },
    tables: [table],
  }));

describe('what endurance allows', () => {
  it('takes garbage that comes and goes for no growth', () => {
    const [worker, api] = memoryVerdicts(looks((minute) => 300 + ((minute * 7) % 5) * 40));
    expect(worker?.ratio).toBeLessThan(1);
    expect(api?.measured).toBe(0);
  });

  it('sees two megabytes a minute below the garbage', () => {
    const [worker] = memoryVerdicts(looks((minute) => 300 + 2 * minute + ((minute * 7) % 1) * 80));
    expect(worker?.ratio).toBeGreaterThan(1);
  });

  it('sees a latency that rises by half, and takes noise for none', () => {
    const points = (value: (at: number) => number) =>
      Array.from({ length: 600 }, (_, second) => ({ at: second * 1_000, value: value(second) }));
    expect(
      latencyVerdict(
        'ingest',
        points((second) => 100 + second / 10),
      ).ratio,
    ).toBeGreaterThan(1);
    expect(
      latencyVerdict(
        'ingest',
        points((second) => 100 + (second % 7) * 30),
      ).ratio,
    ).toBeLessThan(1);
  });

  it('lets a table grow with its rows, and no faster', () => {
    const before = looks(() => 1, outbox(4 * MEGABYTE, 1_000));
    const verdict = (bytes: number, live: number) =>
      tableVerdicts([...before, ...looks(() => 1, outbox(bytes, live))])[0]?.ratio ?? Number.NaN;
    expect(verdict(40 * MEGABYTE, 10_000)).toBeLessThan(1);
    expect(verdict(40 * MEGABYTE, 1_000)).toBeGreaterThan(1);
  });
});
