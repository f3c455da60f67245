import { AwayWatch } from './away';
import { ApiFailure, type FailureCode } from './failure';

const EVERY_MS = 3_000;
const failure = (code: FailureCode) => new ApiFailure(code, 503, 'x', null, null);

describe('an absence of the server or its database', () => {
  let back: boolean;
  let watch: AwayWatch;
  const onBack = jest.fn();
  const heard = jest.fn();
  beforeEach(() => {
    jest.useFakeTimers();
    jest.clearAllMocks();
    back = false;
    watch = new AwayWatch({ isBack: () => Promise.resolve(back), onBack, everyMs: EVERY_MS });
    watch.subscribe(heard);
  });
  afterEach(() => jest.useRealTimers());

  it('begins with a failure that says so, and with no other', () => {
    watch.report(failure('validation_failed'));
    watch.report(new Error('x'));
    expect([watch.current(), heard.mock.calls.length]).toEqual([null, 0]);
    watch.report(failure('database_away'));
    expect(watch.current()).toBe('database');
    watch.report(failure('unreachable'));
    expect(watch.current()).toBe('server');
  });

  it('ends by itself, and once, however many calls failed', async () => {
    for (let call = 0; call < 5; call += 1) watch.report(failure('database_away'));
    await jest.advanceTimersByTimeAsync(3 * EVERY_MS);
    expect([watch.current(), onBack.mock.calls.length]).toEqual(['database', 0]);
    back = true;
    await jest.advanceTimersByTimeAsync(3 * EVERY_MS);
    expect([watch.current(), onBack.mock.calls.length]).toEqual([null, 1]);
  });

  it('may begin again', async () => {
    back = true;
    for (let time = 1; time <= 2; time += 1) {
      watch.report(failure('database_away'));
      await jest.advanceTimersByTimeAsync(EVERY_MS);
      expect([watch.current(), onBack.mock.calls.length]).toEqual([null, time]);
    }
  });
});
