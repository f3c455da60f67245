import { GRADES, type Grade } from '@ripen/domain';
import { fieldType } from '@ripen/rules';
import { toMilli } from './milli';
import type { Criterion, NumberCriterion, ScoringModel, TextCriterion } from './model';
import type { ModelProblem } from './model-problem';
import { squeezed } from './synonym';

/** Problems of the criteria and of their weights. */
export function* lintCriteria({ criteria, combine }: ScoringModel): Generator<ModelProblem> {
  if (criteria.length === 0) yield { severity: 'error', code: 'no_criteria', path: ['criteria'] };
  const keys = new Set<string>();
  for (const [index, criterion] of criteria.entries()) {
    const { key } = criterion;
    if (keys.has(key))
      yield { severity: 'error', code: 'criterion_twice', path: ['criteria', index, 'key'], detail: key };
    keys.add(key);
    yield* lintCriterion(criterion, index);
    const weight = combine.weights[key];
    const path = ['combine', 'weights', key];
    if (weight === undefined) yield { severity: 'error', code: 'weight_missing', path, detail: key };
    else if (toMilli(weight) <= 0) yield { severity: 'error', code: 'weight_not_positive', path, detail: key };
  }
  for (const key of Object.keys(combine.weights)) {
    if (!keys.has(key))
      yield { severity: 'error', code: 'weight_of_nothing', path: ['combine', 'weights', key], detail: key };
  }
}

function* lintCriterion(criterion: Criterion, index: number): Generator<ModelProblem> {
  const path = ['criteria', index];
  if (criterion.label.de.trim() === '' || criterion.label.en.trim() === '')
    yield { severity: 'error', code: 'label_missing', path: [...path, 'label'] };
  const isNumber = fieldType(criterion.field) === 'number';
  if (criterion.kind === 'text' && isNumber)
    yield { severity: 'error', code: 'field_not_text', path: [...path, 'field'] };
  if (criterion.kind === 'number' && !isNumber)
    yield { severity: 'error', code: 'field_not_number', path: [...path, 'field'] };
  const defined = GRADES.filter((grade) => criterion.grades[grade] !== undefined);
  if (defined.length === 0) yield { severity: 'error', code: 'no_grade_defined', path: [...path, 'grades'] };
  if (criterion.kind === 'text') yield* lintSynonyms(criterion, [...path, 'grades']);
  else yield* lintThresholds(criterion, defined, [...path, 'grades']);
}

function* lintSynonyms({ grades }: TextCriterion, path: readonly (string | number)[]): Generator<ModelProblem> {
  const gradeOf = new Map<string, Grade>();
  for (const grade of GRADES) {
    for (const [index, synonym] of (grades[grade]?.synonyms ?? []).entries()) {
      const at = [...path, grade, 'synonyms', index];
      const trimmed = synonym.trim();
      const inner = trimmed.replace(/^\*|\*$/g, '');
      const isPattern = inner !== trimmed;
      const plain = squeezed(inner);
      // A gender star ("Leiter*in") is no wildcard and has already been folded away.
      if (isPattern ? plain.length < 2 : plain === '')
        yield { severity: 'error', code: 'synonym_blank', path: at, detail: synonym };
      if (/\*(?!in(?:nen)?(?![\p{L}\p{N}]))/iu.test(inner))
        yield { severity: 'error', code: 'synonym_star_inside', path: at, detail: synonym };
      const key = isPattern
        ? `${trimmed.startsWith('*') ? '*' : ''}${plain}${trimmed.endsWith('*') ? '*' : ''}`
        : plain;
      const earlier = gradeOf.get(key);
      if (earlier !== undefined && earlier !== grade)
        yield { severity: 'error', code: 'synonym_twice', path: at, detail: synonym };
      gradeOf.set(key, earlier ?? grade);
    }
  }
}

function* lintThresholds(
  { grades }: NumberCriterion,
  defined: readonly Grade[],
  path: readonly (string | number)[],
): Generator<ModelProblem> {
  for (const [index, grade] of defined.entries()) {
    const better = defined[index - 1];
    const own = grades[grade]?.moreThan;
    const above = better === undefined ? undefined : grades[better]?.moreThan;
    if (own !== undefined && above !== undefined && own >= above) {
      yield { severity: 'error', code: 'thresholds_of_criterion', path: [...path, grade, 'moreThan'], detail: grade };
    }
  }
}
