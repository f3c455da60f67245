import { WakeUpMeter } from './wake-up-meter';

describe('the meter of wake-ups', () => {
  let now = 0;
  let meter: WakeUpMeter;
  beforeEach(() => {
    now = 1_000_000;
    meter = new WakeUpMeter(() => now);
  });

  /** So many wake-ups a second for so many seconds, asked every two seconds as by the worker's sign of life. */
  const live = (perSecond: number, seconds: number): number => {
    let rate = 0;
    for (let second = 0; second < seconds; second += 1) {
      now += 1_000;
      for (let turn = 0; turn < perSecond; turn += 1) meter.count();
      if (second % 2 === 1) rate = meter.perSecond();
    }
    return rate;
  };

  it('says the rate of a steady load', () => {
    expect(live(12, 600)).toBe(12);
  });

  it('forgets a burst when three minutes have passed, and not before', () => {
    live(100, 60);
    expect(live(0, 60)).toBe(50);
    expect(live(0, 120)).toBe(0);
  });

  it('does not take the first seconds of a worker for its rate', () => {
    expect(live(30, 6)).toBe(3);
  });

  it('keeps no more samples than the window holds', () => {
    live(1, 3_600);
    expect(Reflect.get(meter, 'samples')).toHaveLength(91);
  });
});
