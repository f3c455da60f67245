import { lostBodySchema } from '@ripen/contracts';
import { FEEDBACK_FORMS } from '@ripen/handoff';
import { askedQuestions, feedbackBody, missingAnswers } from './feedback-answers';

const lost = FEEDBACK_FORMS.lost;
const keys = (texts: Record<string, string>): string[] => askedQuestions(lost, texts).map(({ key }) => key);

describe('the feedback form', () => {
  it('asks from whom they bought only if they bought, and what kept them only if not', () => {
    expect(keys({})).not.toContain('bought_from');
    expect(keys({ bought_at_all: 'yes' })).toContain('bought_from');
    expect(keys({ bought_at_all: 'yes' })).not.toContain('kept_from_buying');
    expect(keys({ bought_at_all: 'no' })).toContain('kept_from_buying');
  });

  it('does not close without a reason', () => {
    expect(missingAnswers(lost, {})).toEqual(['reason']);
    expect(missingAnswers(lost, { reason: ' ' })).toEqual(['reason']);
    expect(missingAnswers(lost, { reason: 'time' })).toEqual([]);
  });

  it('sends what was asked and answered, as the contract takes it', () => {
    const texts = {
      reason: ' Zeitpunkt ',
      bought_at_all: 'no',
      bought_from: 'left over',
      kept_from_buying: 'Budget 2027',
      findings: '',
    };
    const body = { ...feedbackBody(lost, { texts, unmet: ['time'] }), unmet: ['time'] };
    expect(lostBodySchema.parse(body)).toEqual({
      reason: 'Zeitpunkt',
      unmet: ['time'],
      answers: { bought_at_all: 'no', kept_from_buying: 'Budget 2027' },
    });
  });
});
