import { GRADES, type Grade } from '@ripen/domain';
import { fold } from '@ripen/rules';
import type { TextCriterion } from './model';

/** The synonym that a text met, as the model writes it. */
export interface SynonymMatch {
  readonly grade: Grade;
  readonly synonym: string;
}

interface Pattern extends SynonymMatch {
  readonly literal: string;
  readonly openStart: boolean;
  readonly openEnd: boolean;
}

/** The synonyms of one criterion, prepared for many texts. */
export interface SynonymTable {
  readonly exact: ReadonlyMap<string, SynonymMatch>;
  /** Longest first; equally long ones best grade first. */
  readonly patterns: readonly Pattern[];
}

/** Prepares a criterion's lists. Where two grades share a synonym the better one has it (lint reports that). */
export function compileSynonyms(grades: TextCriterion['grades']): SynonymTable {
  const exact = new Map<string, SynonymMatch>();
  const patterns: Pattern[] = [];
  for (const grade of GRADES) {
    for (const synonym of grades[grade]?.synonyms ?? []) {
      const pattern = patternOf(synonym);
      if (pattern !== null) patterns.push({ grade, synonym, ...pattern });
      else if (!exact.has(squeezed(synonym))) exact.set(squeezed(synonym), { grade, synonym });
    }
  }
  // `sort` is stable, so grades stay in order among patterns of one length.
  patterns.sort((left, right) => right.literal.length - left.literal.length);
  return { exact, patterns };
}

/**
 * Finds the synonym that a text meets, or null. Compared folded, without gender marks ("Leiter:in", "(m/w/d)"), with
 * "ae" like "ä", and regardless of hyphens and blanks. `*` at an end of a synonym stands for any further words. The whole
 * text is tried first (equal, then the longest pattern); if nothing fits, its parts ("CEO & Gründer"), best grade first.
 */
export function matchSynonyms(table: SynonymTable, text: string): SynonymMatch | null {
  const plain = withoutGenderMarks(fold(text));
  const whole = matchPart(table, plain);
  if (whole !== null) return whole;
  const parts = plain.split(SEPARATORS);
  if (parts.length < 2) return null;
  const matches = parts.flatMap((part) => matchPart(table, part) ?? []);
  return matches.reduce<SynonymMatch | null>(
    (best, match) => (best === null || match.grade < best.grade ? match : best),
    null,
  );
}

/** The form in which synonyms and "no answer" texts are equal. */
export function squeezed(text: string): string {
  return spaced(withoutGenderMarks(fold(text))).replaceAll(' ', '');
}

const SEPARATORS = /[,;|&+/]|\s(?:und|and)\s/u;
/** "(m/w/d)" and its kin; "(in)"; ":in", "*in", "_in", "/in", "/-in" at a word's end, singular or plural. */
const GENDER_MARKS =
  /\((?:[mwfdx]|gn|div)(?:\s*[/|,]\s*(?:[mwfdx]|gn|div))+\)|\(-?in(?:nen)?\)|[:*_/]-?in(?:nen)?(?![\p{L}\p{N}])/gu;

function withoutGenderMarks(folded: string): string {
  return folded.replace(GENDER_MARKS, '');
}

const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' };

function spaced(folded: string): string {
  return folded
    .replace(/[äöü]/g, (letter) => UMLAUTS[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function patternOf(synonym: string): Pick<Pattern, 'literal' | 'openStart' | 'openEnd'> | null {
  const trimmed = synonym.trim();
  const openStart = trimmed.startsWith('*');
  const openEnd = trimmed.endsWith('*');
  if (!openStart && !openEnd) return null;
  const inner = trimmed.replace(/^\*|\*$/g, '');
  // "Head of *" asks for whole words, "*handel" for the end of one: the blank beside the star decides.
  const before = openStart && inner.startsWith(' ') ? ' ' : '';
  const after = openEnd && inner.endsWith(' ') ? ' ' : '';
  return { literal: `${before}${spaced(fold(inner))}${after}`, openStart, openEnd };
}

function matchPart(table: SynonymTable, plain: string): SynonymMatch | null {
  const words = spaced(plain);
  if (words === '') return null;
  const equal = table.exact.get(words.replaceAll(' ', ''));
  if (equal !== undefined) return equal;
  // Padded, so that "leiter *" also meets the bare word.
  const padded = { start: `${words} `, end: ` ${words}`, both: ` ${words} ` };
  const pattern = table.patterns.find(({ literal, openStart, openEnd }) => {
    if (openStart && openEnd) return padded.both.includes(literal);
    return openStart ? padded.end.endsWith(literal) : padded.start.startsWith(literal);
  });
  return pattern === undefined ? null : { grade: pattern.grade, synonym: pattern.synonym };
}
