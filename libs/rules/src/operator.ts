import type { Operator, RuleValue } from './condition';
import { fold, foldToWords, toNumber } from './fold';

type Scalar = string | number | boolean;
/** A comparison with its value already prepared. Takes any value; total, never throws. */
export type ValueTest = (actual: unknown) => boolean;

/** Prepares one comparison, so that the rule's value is folded once and not per lead. */
export function compileOperator(operator: Operator, value: RuleValue): ValueTest {
  const wanted = listOf(value);
  switch (operator) {
    case 'is':
    case 'one_of':
      return isAnyOf(wanted);
    case 'is_not':
    case 'none_of': {
      const isAny = isAnyOf(wanted);
      return (actual) => !isAny(actual);
    }
    case 'contains': {
      const parts = wanted.map((part) => fold(String(part))).filter((part) => part !== '');
      return someText((text) => parts.some((part) => fold(text).includes(part)));
    }
    case 'has_word': {
      const words = wanted.map((word) => foldToWords(String(word))).filter((word) => word !== ' ');
      return someText((text) => {
        const inText = foldToWords(text);
        return words.some((word) => inText.includes(word));
      });
    }
    case 'starts_with': {
      const starts = wanted.map((start) => fold(String(start))).filter((start) => start !== '');
      return someText((text) => starts.some((start) => fold(text).startsWith(start)));
    }
    case 'more_than':
      return compareNumber(wanted, (actual, limit) => actual > limit);
    case 'at_least':
      return compareNumber(wanted, (actual, limit) => actual >= limit);
    case 'less_than':
      return compareNumber(wanted, (actual, limit) => actual < limit);
    case 'at_most':
      return compareNumber(wanted, (actual, limit) => actual <= limit);
    case 'is_empty':
      return isUnknown;
    case 'is_not_empty':
      return (actual) => !isUnknown(actual);
  }
}

/** Null, undefined, a blank text and an empty list are unknown. */
export function isUnknown(actual: unknown): boolean {
  if (actual === null || actual === undefined) return true;
  if (typeof actual === 'string') return actual.trim() === '';
  return Array.isArray(actual) && actual.every(isUnknown);
}

function listOf(value: RuleValue): readonly Scalar[] {
  if (value === null || value === undefined) return [];
  return typeof value === 'object' ? value : [value];
}

/** The comparable values of a field or property: lists count by their elements, other objects compare with nothing. */
function scalarsOf(actual: unknown): readonly Scalar[] {
  if (isUnknown(actual)) return [];
  if (typeof actual === 'string' || typeof actual === 'number' || typeof actual === 'boolean') return [actual];
  return Array.isArray(actual) ? actual.flatMap(scalarsOf) : [];
}

function isAnyOf(wanted: readonly Scalar[]): ValueTest {
  const tests = wanted.map(equalTo);
  return (actual) => scalarsOf(actual).some((one) => tests.some((test) => test(one)));
}

/** Equal as numbers when either side is a number, else as folded texts: two texts "01" and "1" differ, 1 and "1" do not. */
function equalTo(wanted: Scalar): (actual: Scalar) => boolean {
  const number = toNumber(wanted);
  const text = fold(String(wanted));
  const wantedIsNumber = typeof wanted === 'number';
  return (actual) => {
    if (wantedIsNumber || typeof actual === 'number') return number !== null && toNumber(actual) === number;
    return text !== '' && fold(String(actual)) === text;
  };
}

function someText(test: (text: string) => boolean): ValueTest {
  return (actual) => scalarsOf(actual).some((one) => test(String(one)));
}

function compareNumber(wanted: readonly Scalar[], test: (actual: number, limit: number) => boolean): ValueTest {
  const limit = wanted.length === 1 ? toNumber(wanted[0]) : null;
  if (limit === null) return () => false;
  return (actual) =>
    scalarsOf(actual).some((one) => {
      const number = toNumber(one);
      return number !== null && test(number, limit);
    });
}
