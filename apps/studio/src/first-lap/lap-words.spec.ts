import type { Lap, LapStep } from '@ripen/contracts';
import { deedsToShow, lapTime, textKeyOf } from './lap-words';

const DEEDS: Lap['deeds'] = [
  { key: 'mail', pointsMilli: 15_000, done: false, place: null },
  { key: 'webinar', pointsMilli: 25_000, done: false, place: null },
  { key: 'topic', pointsMilli: 10_000, done: false, place: null },
  { key: 'second_topic', pointsMilli: 10_000, done: false, place: null },
];
const LAP: Lap = {
  steps: [],
  lead: { id: 'lead', displayName: 'Ada', cell: 'A4', stage: 'nurture', pointsMilli: 20_000 },
  ripeFromMilli: 51_000,
  deeds: DEEDS,
  ownerName: 'Ayla',
  closedAs: null,
};
const step = (key: LapStep['key'], doneAt: number | null = null): LapStep => ({
  key,
  state: 'current',
  doneAt,
  place: null,
});
const shown = (lap: Partial<Lap>): string[] => deedsToShow({ ...LAP, ...lap }).map(({ key }) => key);

describe('what the first lap says', () => {
  it('asks for as many deeds as make this person ripe, and no more', () => {
    expect(shown({})).toEqual(['mail', 'webinar']);
    expect(shown({ ripeFromMilli: 76_000 })).toEqual(['mail', 'webinar', 'topic', 'second_topic']);
  });

  it('keeps showing what is done', () => {
    const deeds = DEEDS.map((deed) => (deed.key === 'second_topic' ? { ...deed, done: true } : deed));
    expect(shown({ deeds })).toEqual(['mail', 'webinar', 'second_topic']);
  });

  it('says what to do about a lead that cannot ripen, and about one that was closed otherwise', () => {
    expect(textKeyOf(step('ripen'), { ...LAP, ripeFromMilli: null })).toBe('lap.ripen.textNever');
    expect(textKeyOf(step('lost'), { ...LAP, closedAs: 'won' })).toBe('lap.lost.textClosed');
    expect(textKeyOf(step('handoff'), { ...LAP, ownerName: null })).toBe('lap.handoff.textPool');
  });

  it('measures from the form to the way back', () => {
    expect(lapTime({ ...LAP, steps: [step('form', 1_000), step('nurture', 192_400)] })).toEqual({
      minutes: 3,
      seconds: 11,
    });
    expect(lapTime({ ...LAP, steps: [step('form', 1_000), step('nurture')] })).toBeNull();
  });
});
