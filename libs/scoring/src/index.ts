export { compileModel, InvalidModelError, type CompiledModel } from './compile-model';
export { EXAMPLE_MODEL } from './example-model';
export * from './explain';
export { gradeLead, type CriterionGrade, type GradeReason, type GradeResult } from './grade';
export { describeHint } from './describe-hint';
export { hintsFor, type Hint } from './hints';
export * from './labels';
export * from './lint-model';
export { toMilli } from './milli';
export * from './model';
export {
  bandOf,
  pointsFromTotals,
  pointsOfTouchpoint,
  pseudoReasonOf,
  rescore,
  stageOf,
  type Adjustment,
  type RescoreInput,
} from './rescore';
export { CAREERS_TOUCHPOINT, tallyOf, type TouchpointTally } from './tally';
export { UNKNOWN_COMPANY, UNKNOWN_LEAD } from '@ripen/rules';
