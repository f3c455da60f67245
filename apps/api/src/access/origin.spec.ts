import { comesFromUs } from './origin';

describe('the origin of a request that changes something', () => {
  const publicUrl = 'https://ripen.example';

  it.each([
    ['https://ripen.example', 'inner:3000', true],
    ['http://localhost:3000', 'localhost:3000', true],
    ['https://ripen.example.evil.example', 'inner:3000', false],
    ['https://evil.example', 'ripen.example', false],
    ['null', 'ripen.example', false],
    [undefined, 'ripen.example', false],
  ])('%s sent to %s is ours: %s', (origin, host, ours) => {
    expect(comesFromUs({ origin, host, publicUrl })).toBe(ours);
  });
});
