import { type Command, DAY, HOUR, MINUTE, SECOND } from '@ripen/domain';
import { putOff } from './put-off';
import type { LoopRow } from './subject';

const DUE = Date.UTC(2028, 1, 29, 9);

const wait = (until: number | null): Command => ({ do: 'wait', until, fuse: true });
const asked = (change: Partial<LoopRow> = {}): LoopRow => ({
  id: 'enrollment',
  lead_id: 'lead',
  status: 'active',
  turn: 3,
  command: wait(DUE),
  deadline: DUE,
  poked: false,
  database_now: DUE - HOUR,
  ...change,
});

/** How a workflow fares whose Temporal is `ahead` of the clock port: the turns it takes until the deadline, and when by the port it has come. */
function turnsUntilDue(ahead: number): { turns: number; at: number } {
  let temporal = DUE;
  let row = asked();
  for (let turns = 1; turns < 1_000; turns += 1) {
    const now = temporal - ahead;
    if (now >= DUE) return { turns, at: now };
    const command = putOff(wait(DUE), row, now);
    row = asked({ command });
    // A turn takes a few milliseconds, and no timer is shorter than one.
    temporal = Math.max(temporal + 5, command.do === 'wait' ? (command.until ?? 0) : 0);
  }
  throw new Error('it asks for ever');
}

describe('a timer that fired early by the clock port', () => {
  it('is put off twice as far each time, so that an hour or a day costs few turns and still ends at the deadline', () => {
    expect(turnsUntilDue(HOUR)).toEqual({ turns: 16, at: DUE });
    expect(turnsUntilDue(DAY)).toEqual({ turns: 21, at: DUE });
    expect(turnsUntilDue(30 * MINUTE).at).toBe(DUE);
  });

  it('of clocks that are a few milliseconds apart ends at the deadline, too', () => {
    expect(turnsUntilDue(3)).toEqual({ turns: 2, at: DUE + 2 });
    expect(turnsUntilDue(200).at - DUE).toBeLessThan(10);
  });

  it('is never put off further than what is missing', () => {
    const far = asked({ command: wait(DUE + HOUR) });
    expect(putOff(wait(DUE), far, DUE - SECOND)).toEqual(wait(DUE + HOUR + SECOND));
  });

  it('is left alone when somebody poked, when another deadline holds now, and when something is due', () => {
    expect(putOff(wait(DUE), asked({ poked: true }), DUE - HOUR)).toEqual(wait(DUE));
    expect(putOff(wait(DUE), asked({ deadline: DUE - MINUTE }), DUE - HOUR)).toEqual(wait(DUE));
    expect(putOff(wait(DUE), asked(), DUE)).toEqual(wait(DUE));
    expect(putOff(wait(null), asked(), DUE - HOUR)).toEqual(wait(null));
    expect(putOff({ do: 'done' }, asked(), DUE - HOUR)).toEqual({ do: 'done' });
  });

  it('also while an effect races its deadline', () => {
    const effect: Command = { do: 'effect', effectId: 'mail', until: DUE };
    expect(putOff(effect, asked({ command: effect }), DUE - HOUR)).toEqual({ ...effect, until: DUE + 250 });
  });
});
