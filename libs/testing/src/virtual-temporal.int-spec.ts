import { startVirtualTemporal, type VirtualTemporal } from './virtual-temporal';

describe('a Temporal with a clock of its own', () => {
  let temporal: VirtualTemporal;
  beforeAll(async () => {
    temporal = await startVirtualTemporal();
  }, 300_000);
  afterAll(() => temporal?.stop());

  it('skips years in a moment, and stands where it was told to', async () => {
    const far = new Date('2056-02-28T12:00:00+01:00').getTime();
    await temporal.moveTo(far);
    expect((await temporal.now()) - far).toBeLessThan(5_000);
    expect(await temporal.now()).toBeGreaterThanOrEqual(far);
  });

  it('never goes back', async () => {
    const before = await temporal.now();
    await temporal.moveTo(before - 1_000);
    expect(await temporal.now()).toBeGreaterThanOrEqual(before);
  });
});
