import { GRADES, STAGES } from '@ripen/domain';
import fc from 'fast-check';
import { anyAdjustments, anyCompany, anyLead, anyTouchpoints } from './any-score.fixture';
import { compileModel } from './compile-model';
import { EXAMPLE_MODEL } from './example-model';
import { explain } from './explain';
import { hintsFor } from './hints';
import { scoringModelSchema } from './model';
import { pointsFromTotals, rescore } from './rescore';
import { NOW } from './score.fixture';
import { tallyOf } from './tally';

const facts = fc.record({
  lead: anyLead,
  company: anyCompany,
  touchpoints: anyTouchpoints,
  adjustments: anyAdjustments,
});

/** The example with awkward numbers: fractions, a negative rule, weights that no binary fraction holds. */
const AWKWARD = scoringModelSchema.parse({
  ...EXAMPLE_MODEL,
  version: 7,
  combine: { ...EXAMPLE_MODEL.combine, weights: { position: 0.1, employees: 0.2, industry: 0.7 } },
  points: EXAMPLE_MODEL.points.map((rule, index) => ({ ...rule, points: index === 0 ? -3.335 : rule.points + 0.1 })),
});
const models = fc.constantFrom(compileModel(EXAMPLE_MODEL), compileModel(AWKWARD));

test('the score from running totals is the score from the whole history, wherever the history is cut', () => {
  fc.assert(
    fc.property(
      facts,
      models,
      fc.nat(12),
      fc.nat(3),
      ({ lead, company, touchpoints, adjustments }, model, cut, handCut) => {
        const before = { touchpoints: touchpoints.slice(0, cut), adjustments: adjustments.slice(0, handCut) };
        const since = { touchpoints: touchpoints.slice(cut), adjustments: adjustments.slice(handCut) };
        const earlier = pointsFromTotals({ rawPointsMilli: 0, ...before, model });
        const rawPointsMilli = pointsFromTotals({ rawPointsMilli: earlier, ...since, model });
        const score = rescore({ rawPointsMilli, tally: tallyOf(touchpoints), lead, company, model, now: NOW });
        expect(score).toEqual(explain({ lead, company, touchpoints, adjustments, model, now: NOW })?.score);
      },
    ),
    { numRuns: 500 },
  );
});

test('the terms are integers that sum exactly to the points, one per touchpoint and adjustment, and never below 0', () => {
  fc.assert(
    fc.property(facts, models, (input, model) => {
      const explanation = explain({ ...input, model, now: NOW });
      const terms = explanation?.terms ?? [];
      expect(terms.every(({ pointsMilli }) => Number.isSafeInteger(pointsMilli))).toBe(true);
      expect(terms.reduce((sum, { pointsMilli }) => sum + pointsMilli, 0)).toBe(explanation?.score.pointsMilli);
      expect(explanation?.score.pointsMilli).toBeGreaterThanOrEqual(0);
      expect(terms.filter(({ kind }) => kind !== 'floor')).toHaveLength(
        input.touchpoints.length + input.adjustments.length,
      );
    }),
  );
});

test('a lead that must not be profiled has neither score nor explanation', () => {
  fc.assert(
    fc.property(facts, models, (input, model) => {
      const lead = { ...input.lead, doNotProfile: true };
      expect(
        rescore({ ...input, lead, rawPointsMilli: 50_000, tally: tallyOf(input.touchpoints), model, now: NOW }),
      ).toBeNull();
      expect(explain({ ...input, lead, model, now: NOW })).toBeNull();
    }),
  );
});

test('the category follows from stage and pseudo reason alone', () => {
  fc.assert(
    fc.property(facts, models, (input, model) => {
      const score = explain({ ...input, model, now: NOW })?.score;
      const expected = score?.pseudoReason !== null ? 'pseudo' : score.stage === 'sales_ready' ? 'hot' : 'looking';
      expect(score?.category).toBe(expected);
    }),
  );
});

test('a hint leads to another cell that is better in one way and not worse in the other', () => {
  fc.assert(
    fc.property(facts, models, (input, model) => {
      const explanation = explain({ ...input, model, now: NOW });
      if (explanation === null) throw new Error('A lead that may be profiled has an explanation.');
      const { grade, band, cell } = explanation.score;
      for (const hint of hintsFor(explanation, model)) {
        const [toGrade = '', toBand = ''] = hint.toCell;
        expect(hint.toCell).not.toBe(cell);
        expect(toGrade <= grade && Number(toBand) <= band).toBe(true);
        expect(STAGES).toContain(hint.toStage);
        if (hint.code === 'answer_criterion') expect(GRADES).toContain(hint.grade);
      }
    }),
  );
});

test('following the points hint does reach the promised cell', () => {
  fc.assert(
    fc.property(facts, models, (input, model) => {
      const explanation = explain({ ...input, model, now: NOW });
      const hint =
        explanation === null ? undefined : hintsFor(explanation, model).find(({ code }) => code === 'more_points');
      if (hint?.code !== 'more_points') return;
      const given = (pointsMilli: number) => [
        ...input.adjustments,
        { id: 'given', pointsMilli, reason: 'hint', occurredAt: NOW },
      ];
      expect(explain({ ...input, adjustments: given(hint.missingMilli), model, now: NOW })?.score.cell).toBe(
        hint.toCell,
      );
      expect(explain({ ...input, adjustments: given(hint.missingMilli - 1), model, now: NOW })?.score.cell).not.toBe(
        hint.toCell,
      );
    }),
  );
});
