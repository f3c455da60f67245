import { BANDS, CATEGORIES, CELLS, GRADES, STAGES, TOUCHPOINT_TYPES } from '@ripen/domain';
import {
  BAND_LABELS,
  CATEGORY_LABELS,
  CATEGORY_MEANINGS,
  cellLabel,
  GRADE_LABELS,
  STAGE_LABELS,
  STAGE_MEANINGS,
  TOUCHPOINT_LABELS,
  touchpointLabel,
} from './labels';

test('everything that the score can be has words in both languages', () => {
  const labels = [
    ...BANDS.map((band) => BAND_LABELS[band]),
    ...GRADES.map((grade) => GRADE_LABELS[grade]),
    ...STAGES.flatMap((stage) => [STAGE_LABELS[stage], STAGE_MEANINGS[stage]]),
    ...CATEGORIES.flatMap((category) => [CATEGORY_LABELS[category], CATEGORY_MEANINGS[category]]),
    ...CELLS.map((cell) => cellLabel(cell, STAGE_LABELS.park)),
  ];
  for (const { de, en } of labels) expect([de.trim().length > 0, en.trim().length > 0]).toEqual([true, true]);
});

test('every shipped touchpoint type has a label, and another one is shown in words', () => {
  expect(Object.keys(TOUCHPOINT_LABELS).sort()).toEqual([...TOUCHPOINT_TYPES].sort());
  expect(touchpointLabel('demo_requested')).toEqual({ de: 'demo requested', en: 'demo requested' });
});
