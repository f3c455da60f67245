import { DAY } from '@ripen/domain';
import { compileModel } from './compile-model';
import { EXAMPLE_MODEL } from './example-model';
import { explain } from './explain';
import { hintsFor } from './hints';
import { companyOf, historyOf, leadOf, NOW } from './score.fixture';

const model = compileModel(EXAMPLE_MODEL);
const lead = leadOf({ position: 'Fachbereichsleiter' });
const company = companyOf({ employees: 7_000 });

test('every touchpoint and adjustment is a term with its time and rule, the floor comes last', () => {
  const adjustments = [{ id: 'a-1', pointsMilli: -40_000, reason: 'Double entry', occurredAt: NOW - 1.5 * DAY }];
  const explanation = explain({
    lead,
    company,
    touchpoints: historyOf({ topic_page_visited: 1, form_submitted: 1 }),
    adjustments,
    model,
    now: NOW,
  });
  expect(
    explanation?.terms.map(({ kind, key, rule, pointsMilli, touchpointId, adjustmentId, reason }) => ({
      kind,
      key,
      rule,
      pointsMilli,
      touchpointId,
      adjustmentId,
      reason,
    })),
  ).toEqual([
    {
      kind: 'touchpoint',
      key: 'topic_page_visited',
      rule: 'topic_page_visited',
      pointsMilli: 10_000,
      touchpointId: 'touchpoint-1',
      adjustmentId: null,
      reason: null,
    },
    {
      kind: 'adjustment',
      key: 'adjustment',
      rule: 'adjustment',
      pointsMilli: -40_000,
      touchpointId: null,
      adjustmentId: 'a-1',
      reason: 'Double entry',
    },
    {
      kind: 'touchpoint',
      key: 'form_submitted',
      rule: null,
      pointsMilli: 0,
      touchpointId: 'touchpoint-2',
      adjustmentId: null,
      reason: null,
    },
    {
      kind: 'floor',
      key: 'floor',
      rule: 'floor',
      pointsMilli: 30_000,
      touchpointId: null,
      adjustmentId: null,
      reason: null,
    },
  ]);
  expect(explanation?.terms.map(({ label }) => label.de)).toEqual([
    'Besuch einer Themen- oder Produkt-Webseite',
    'Von Hand angepasst',
    'Formular abgeschickt',
    'Angehoben auf 0 Punkte',
  ]);
  expect(explanation?.terms.every(({ modelVersion }) => modelVersion === 1)).toBe(true);
});

test('criteria carry their words', () => {
  const explanation = explain({ lead, company, touchpoints: [], adjustments: [], model, now: NOW });
  expect(explanation?.mean).toBe(3);
  expect(
    explanation?.criteria.map(({ label, grade, gradeLabel, weight }) => [
      label.en,
      grade,
      gradeLabel?.en ?? null,
      weight,
    ]),
  ).toEqual([
    ['Position', 'B', 'Head of department', 1],
    ['Company size (employees)', 'B', null, 1],
    ['Industry', null, null, 1],
  ]);
});

test('hints name the missing points from the raw sum and the criterion that would lift the grade', () => {
  const adjustments = [{ id: 'a-1', pointsMilli: -1_000, reason: 'Correction', occurredAt: NOW }];
  const explanation = explain({
    lead: leadOf({ position: 'CEO' }),
    company,
    touchpoints: historyOf({ topic_page_visited: 1 }),
    adjustments,
    model,
    now: NOW,
  });
  if (explanation === null) throw new Error('A lead that may be profiled has an explanation.');
  expect(explanation.score.cell).toBe('A4');
  expect(hintsFor(explanation, model)).toMatchObject([
    {
      code: 'more_points',
      missingMilli: 17_000,
      toCell: 'A3',
      toStage: 'develop',
      byOneOf: [{ type: 'content_requested' }, { type: 'webinar_registered' }, { type: 'trade_fair_visited' }],
    },
  ]);
  const unsure = explain({ lead, company, touchpoints: [], adjustments: [], model, now: NOW });
  const hints = unsure === null ? [] : hintsFor(unsure, model);
  // 3 + 3 + 4 over 3 stays below 3.5: no industry lifts this lead.
  expect(hints.map(({ code }) => code)).toEqual(['more_points']);
  const anonymous = explain({ lead: leadOf(), company: null, touchpoints: [], adjustments: [], model, now: NOW });
  const firstSteps =
    anonymous === null ? [] : hintsFor(anonymous, model).filter(({ code }) => code === 'answer_criterion');
  expect(firstSteps).toMatchObject([
    { key: 'position', grade: 'C', toCell: 'C4' },
    { key: 'employees', grade: 'C', toCell: 'C4' },
    { key: 'industry', grade: 'C', toCell: 'C4' },
  ]);
});
