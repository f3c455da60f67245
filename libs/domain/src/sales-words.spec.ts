import { BANT_CRITERIA, FEEDBACK_KINDS, HANDOFF_OUTCOMES } from './sales';
import { asLabel, BANT_WORDS, FEEDBACK_WORDS, OUTCOME_WORDS } from './sales-words';

describe('the words of sales', () => {
  it('are there for every outcome, feedback and criterion', () => {
    expect(Object.keys(OUTCOME_WORDS)).toEqual([...HANDOFF_OUTCOMES]);
    expect(Object.keys(FEEDBACK_WORDS)).toEqual([...FEEDBACK_KINDS]);
    expect(Object.keys(BANT_WORDS)).toEqual([...BANT_CRITERIA]);
  });

  it('begin with a capital where they stand alone', () => {
    expect(asLabel(OUTCOME_WORDS.expired)).toEqual({ de: 'Im Pool verfallen', en: 'Expired in the pool' });
    expect(asLabel(BANT_WORDS.need)).toEqual({ de: 'Bedarf', en: 'Need' });
  });
});
