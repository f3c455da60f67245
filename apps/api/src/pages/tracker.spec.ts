import { gunzipSync } from 'node:zlib';
import { TRACKERS } from './tracker';

describe('ripen.js', () => {
  it.each(Object.entries(TRACKERS))('is at most 3 kB on the wire (%s)', (_, { br, gzip, plain }) => {
    expect(gunzipSync(gzip).toString()).toBe(plain);
    expect(br.length).toBeLessThanOrEqual(3_000);
    expect(gzip.length).toBeLessThanOrEqual(3_000);
  });

  it('needs nothing that a strict policy forbids', () => {
    for (const { plain } of Object.values(TRACKERS))
      expect(plain).not.toMatch(/\beval\(|new Function|\.style\b|innerHTML/);
  });
});
