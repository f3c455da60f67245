import type { CountdownShape } from '@ripen/contracts';
import { clockFace } from './clock-face';

const clock: CountdownShape = { startedAt: 1_000, soonAt: 9_000, dueAt: 11_000, state: 'running' };

describe('the face of an SLA clock', () => {
  it('is full at the start and empties evenly', () => {
    expect(clockFace(clock, 1_000)).toEqual({ state: 'running', leftMs: 10_000, leftShare: 1 });
    expect(clockFace(clock, 3_500).leftShare).toBe(0.75);
  });

  it('turns to due soon at the API’s instant without a new answer, and not back', () => {
    expect(clockFace(clock, 8_999).state).toBe('running');
    expect(clockFace(clock, 9_000).state).toBe('due_soon');
    expect(clockFace({ ...clock, state: 'due_soon' }, 8_000).state).toBe('due_soon');
  });

  it('turns to breached at the due instant, never before', () => {
    expect(clockFace(clock, 10_999).state).toBe('due_soon');
    expect(clockFace(clock, 11_000)).toEqual({ state: 'breached', leftMs: 0, leftShare: 0 });
  });

  it('counts how long it is overdue', () => {
    expect(clockFace(clock, 71_000).leftMs).toBe(-60_000);
  });
});
