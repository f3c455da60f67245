import { GRADES, type Company, type FieldValue, type Grade, type Lead } from '@ripen/domain';
import { isUnknown, readField, toNumber } from '@ripen/rules';
import type { CompiledCriterion, CompiledModel } from './compile-model';
import { matchSynonyms, squeezed } from './synonym';

/**
 * Why a criterion got its grade: it met a synonym, exceeded a threshold, was answered by something the model does not
 * list (`otherwise`), or was not answered (then it got the grade for that, or was skipped).
 */
export type GradeReason = 'synonym' | 'more_than' | 'otherwise' | 'unanswered_graded' | 'unanswered_skipped';

/** One criterion of one lead. */
export interface CriterionGrade {
  readonly key: string;
  /** Null when not answered. */
  readonly answer: string | number | null;
  /** Null when skipped; otherwise it counts in the mean. */
  readonly grade: Grade | null;
  readonly answered: boolean;
  readonly why: GradeReason;
  /** The synonym met, or the threshold exceeded; null for the other reasons. */
  readonly matched: string | number | null;
  readonly weightMilli: number;
}

/** The explicit half of the score. */
export interface GradeResult {
  readonly grade: Grade;
  /** Answered criteria; a grade given for a missing answer does not count as answered. */
  readonly answered: number;
  readonly criteria: readonly CriterionGrade[];
  /** The weighted mean of the grades' values, for showing; null when no criterion counted. The decision is made in integers. */
  readonly mean: number | null;
}

/** Grades a lead: weighted mean over the criteria that count; D when none does. */
export function gradeLead(
  model: CompiledModel,
  who: { readonly lead: Lead; readonly company: Company | null },
): GradeResult {
  const facts = { ...who, score: null, consents: [] };
  const criteria = model.criteria.map((compiled) =>
    gradeCriterion(model, compiled, readField(facts, compiled.criterion.field)),
  );
  const answered = criteria.filter((one) => one.answered).length;
  return { ...combineGrades(model, criteria), answered, criteria };
}

/**
 * The grade that criteria make together: their weighted mean held against the thresholds, in integers and without dividing,
 * so that a mean exactly on a threshold is on it.
 */
export function combineGrades(
  { valuesMilli, thresholdsMilli }: CompiledModel,
  criteria: readonly Pick<CriterionGrade, 'grade' | 'weightMilli'>[],
): Pick<GradeResult, 'grade' | 'mean'> {
  let weighted = 0;
  let weight = 0;
  for (const { grade, weightMilli } of criteria) {
    if (grade === null) continue;
    weighted += weightMilli * valuesMilli[grade];
    weight += weightMilli;
  }
  if (weight === 0) return { grade: 'D', mean: null };
  const grade = GRADES.find((one) => weighted >= thresholdsMilli[one] * weight) ?? 'D';
  return { grade, mean: weighted / weight / 1_000 };
}

function gradeCriterion(model: CompiledModel, compiled: CompiledCriterion, value: FieldValue): CriterionGrade {
  const { criterion, weightMilli } = compiled;
  const answer = answerOf(model, compiled, value);
  const base = { key: criterion.key, answer, weightMilli };
  if (answer === null) {
    if (criterion.unanswered === 'skip')
      return { ...base, grade: null, answered: false, why: 'unanswered_skipped', matched: null };
    return { ...base, grade: criterion.unanswered, answered: false, why: 'unanswered_graded', matched: null };
  }
  const found = typeof answer === 'number' ? byThreshold(compiled, answer) : bySynonym(compiled, answer);
  if (found !== null) return { ...base, ...found, answered: true };
  return { ...base, grade: criterion.otherwise, answered: true, why: 'otherwise', matched: null };
}

function answerOf(model: CompiledModel, { criterion }: CompiledCriterion, value: FieldValue): string | number | null {
  if (isUnknown(value)) return null;
  if (criterion.kind === 'number') return toNumber(value);
  const text = String(value).trim();
  const key = squeezed(text);
  // "?" and "-" have neither letter nor digit: nobody answered anything by them.
  return key === '' || model.noAnswer.has(key) ? null : text;
}

type Found = Pick<CriterionGrade, 'grade' | 'why' | 'matched'>;

function bySynonym({ synonyms }: CompiledCriterion, answer: string): Found | null {
  const match = synonyms === null ? null : matchSynonyms(synonyms, answer);
  return match === null ? null : { grade: match.grade, why: 'synonym', matched: match.synonym };
}

function byThreshold({ criterion }: CompiledCriterion, answer: number): Found | null {
  if (criterion.kind !== 'number') return null;
  for (const grade of GRADES) {
    const moreThan = criterion.grades[grade]?.moreThan;
    if (moreThan !== undefined && answer > moreThan) return { grade, why: 'more_than', matched: moreThan };
  }
  return null;
}
