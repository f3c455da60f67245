import type { EffectView } from '@ripen/domain';
import { HOUR } from '@ripen/domain';
import { handoffCommand } from './command';
import { Drive, START } from './handoff.fixture';
import { newHandoff } from './new-handoff';

const effect = (change: Partial<EffectView> = {}): EffectView => ({
  id: 'e1',
  visit: 1,
  step: 'offered:ayla',
  state: 'planned',
  notBefore: null,
  leaseUntil: null,
  code: null,
  ...change,
});

function offered(): Drive {
  const drive = new Drive();
  drive.decideAt(0);
  return drive;
}

describe('the command of a handoff', () => {
  it('sends what is planned while the next rung’s deadline runs', () => {
    expect(handoffCommand(offered().state, [effect()], START)).toEqual({
      do: 'effect',
      effectId: 'e1',
      until: START + 5 * HOUR,
    });
  });

  it('waits for the next rung that has not fired, ready to act', () => {
    const drive = offered();
    drive.decideAt(5);
    expect(handoffCommand(drive.state, [effect({ state: 'sent' })], START + 5 * HOUR)).toEqual({
      do: 'wait',
      until: START + 8 * HOUR,
      fuse: true,
    });
  });

  it('waits for the end of the pool', () => {
    const drive = offered();
    for (const hours of [10, 20, 30]) drive.decideAt(hours);
    expect(handoffCommand(drive.state, [], START + 30 * HOUR)).toMatchObject({ do: 'wait', until: START + 80 * HOUR });
  });

  it('waits for people only, once the last rung has fired', () => {
    const drive = offered();
    drive.actAt(1, { action: 'accept' });
    drive.decideAt(21);
    expect(handoffCommand(drive.state, [], START + 21 * HOUR)).toEqual({ do: 'wait', until: null, fuse: true });
  });

  it('is due at once while nobody was asked', () => {
    const born = newHandoff({ id: 'h', leadId: 'l', teamId: 'team', createdAt: START });
    expect(handoffCommand(born, [], START)).toEqual({ do: 'wait', until: START, fuse: true });
  });

  it('is done only when the last notice of a closed handoff is out', () => {
    const drive = offered();
    drive.actAt(1, { action: 'reject', reason: 'pseudo', note: '' });
    const now = START + HOUR;
    expect(handoffCommand(drive.state, [effect()], now)).toEqual({ do: 'effect', effectId: 'e1', until: null });
    const backedOff = effect({ notBefore: now + HOUR });
    expect(handoffCommand(drive.state, [backedOff], now)).toEqual({ do: 'wait', until: now + HOUR, fuse: true });
    expect(handoffCommand(drive.state, [effect({ state: 'unknown' })], now)).toEqual({ do: 'done' });
  });
});
