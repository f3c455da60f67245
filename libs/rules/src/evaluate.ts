import type { EpochMs, FieldValue, LeadFacts } from '@ripen/domain';
import type { Condition, FieldRule, Operator, RuleField, TouchpointRule } from './condition';
import { readField, type FieldFacts } from './field';
import { boundsOf, countAt, countMeets } from './occurrence';
import { compileOperator } from './operator';

/** Where a part of a rule stands in it, for example `['of', 1, 'of']`. */
export type RulePath = readonly (string | number)[];

interface ReasonBase {
  readonly path: RulePath;
  /** Whether this leaf by itself holds, before any `not` around it. */
  readonly met: boolean;
  /** True under an odd number of `not`: then the rule wanted this leaf unmet. */
  readonly negated: boolean;
}
/** Holds actual values of a person: show it, store it beside the lead, never log it. */
export type Reason =
  | (ReasonBase & {
      readonly rule: 'field';
      readonly field: RuleField;
      readonly operator: Operator;
      readonly value: FieldRule['value'];
      readonly actual: FieldValue;
    })
  | (ReasonBase & {
      readonly rule: 'touchpoint';
      readonly type: string;
      readonly count: number;
      readonly atLeast: number;
      /** Null: no upper bound. */
      readonly atMost: number | null;
      readonly withinDays: number | null;
    });

/** Whether the rule holds and what each of its leaves saw, in the order of the rule. */
export interface Evaluation {
  readonly met: boolean;
  readonly reasons: readonly Reason[];
}

/**
 * Decides a rule for one lead at one instant and says why. Every leaf is looked at, also where the result was clear
 * before. Total: unknown values decide as `OPERATORS` says, nothing throws.
 */
export function evaluate(condition: Condition, facts: LeadFacts, now: EpochMs): Evaluation {
  const reasons: Reason[] = [];
  const met = explainPart({ condition, path: [], negated: false }, { facts, now, reasons });
  return { met, reasons };
}

interface Part {
  readonly condition: Condition;
  readonly path: RulePath;
  readonly negated: boolean;
}
interface Evaluating {
  readonly facts: LeadFacts;
  readonly now: EpochMs;
  readonly reasons: Reason[];
}

function explainPart({ condition, path, negated }: Part, context: Evaluating): boolean {
  switch (condition.rule) {
    case 'all':
    case 'any': {
      const results = condition.of.map((of, index) =>
        explainPart({ condition: of, path: [...path, 'of', index], negated }, context),
      );
      return condition.rule === 'all' ? results.every(Boolean) : results.some(Boolean);
    }
    case 'not':
      return !explainPart({ condition: condition.of, path: [...path, 'of'], negated: !negated }, context);
    case 'field': {
      const actual = readField(context.facts, condition.field);
      const met = compileOperator(condition.operator, condition.value)(actual);
      const { field, operator, value } = condition;
      context.reasons.push({ rule: 'field', path, met, negated, field, operator, value, actual });
      return met;
    }
    case 'touchpoint': {
      const count = countAt(condition, context.facts.touchpoints, context.now);
      const met = countMeets(condition, count);
      const { atLeast, atMost } = boundsOf(condition);
      context.reasons.push({
        rule: 'touchpoint',
        path,
        met,
        negated,
        type: condition.type,
        count,
        atLeast,
        atMost: atMost === Infinity ? null : atMost,
        withinDays: condition.withinDays ?? null,
      });
      return met;
    }
  }
}

/** What a compiled rule reads: fields, and a way to count touchpoints (from history or from stored tallies). */
export interface RuleView extends FieldFacts {
  readonly countTouchpoints: (rule: TouchpointRule) => number;
}

/**
 * The same decision without reasons, prepared once and cheap to ask often. Given `countAt` over the same touchpoints
 * it answers exactly as `evaluate`.
 */
export function compile(condition: Condition): (view: RuleView) => boolean {
  switch (condition.rule) {
    case 'all': {
      const parts = condition.of.map(compile);
      return (view) => parts.every((part) => part(view));
    }
    case 'any': {
      const parts = condition.of.map(compile);
      return (view) => parts.some((part) => part(view));
    }
    case 'not': {
      const part = compile(condition.of);
      return (view) => !part(view);
    }
    case 'field': {
      const { field } = condition;
      const test = compileOperator(condition.operator, condition.value);
      return (view) => test(readField(view, field));
    }
    case 'touchpoint':
      return (view) => countMeets(condition, view.countTouchpoints(condition));
  }
}
