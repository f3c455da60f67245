import { delayAfter, FREE_TRIES } from './guess-delay';

describe('the wait between guesses', () => {
  it('is nothing for the free ones, then doubles, and ends growing at a quarter of an hour', () => {
    const waits = [0, 4, 5, 6, 7, 14, 15, 16, 1_000, 1e9].map((tries) => delayAfter(tries, 5) / 1_000);
    expect(waits).toEqual([0, 0, 1, 2, 4, 512, 900, 900, 900, 900]);
  });

  it('lets a guesser have some hundred tries a day at an account, from however many networks', () => {
    let seconds = 0;
    let tries = 0;
    for (; seconds < 86_400; tries += 1) seconds += delayAfter(tries, FREE_TRIES.account) / 1_000;
    expect(tries).toBeLessThan(130);
  });
});
