import { compile, leavesOf, lint, type Condition, type RuleView, UNKNOWN_COMPANY, UNKNOWN_LEAD } from '@ripen/rules';
import type { PseudoRule, ScoringModel } from './model';
import type { ModelProblem } from './model-problem';
import { countByTally, type TouchpointTally } from './tally';

/** Problems of the rules that make a lead none. */
export function* lintPseudoRules({ pseudoRules }: ScoringModel): Generator<ModelProblem> {
  const keys = new Set<string>();
  for (const [index, rule] of pseudoRules.entries()) {
    const path = ['pseudoRules', index];
    const { key: detail } = rule;
    if (keys.has(detail)) yield { severity: 'error', code: 'pseudo_twice', path: [...path, 'key'], detail };
    keys.add(detail);
    if (detail === 'by_hand') yield { severity: 'error', code: 'pseudo_key_reserved', path: [...path, 'key'], detail };
    if (rule.label.de.trim() === '' || rule.label.en.trim() === '')
      yield { severity: 'error', code: 'label_missing', path: [...path, 'label'] };
    for (const code of conditionProblems(rule)) yield { severity: 'error', code, path: [...path, 'condition'], detail };
  }
}

function* conditionProblems({ condition }: PseudoRule): Generator<ModelProblem['code']> {
  const leaves = [...leavesOf(condition)];
  if (lint(condition).some(({ severity }) => severity === 'error')) yield 'pseudo_condition_broken';
  if (leaves.some((leaf) => leaf.rule === 'field' && /^(score|consent)\./.test(leaf.field))) yield 'pseudo_reads_score';
  if (leaves.some((leaf) => leaf.rule === 'touchpoint' && countByTally(leaf, { total: 0, careers: 0 }) === null)) {
    yield 'pseudo_needs_history';
    return;
  }
  const outcomes = blankViews().map((view) => outcomesByEmail(condition, view));
  if (outcomes.some(({ canHold, canFail }) => canHold && !canFail)) yield 'pseudo_matches_unknown';
  if (outcomes.some(({ canHold, canFail }) => canHold && canFail)) yield 'pseudo_by_email_alone';
}

interface Outcomes {
  readonly canHold: boolean;
  readonly canFail: boolean;
}

/**
 * What a rule can decide about somebody of whom only the e-mail address is known, whatever it is. Where both answers are
 * possible, the address decides alone, however the rule is dressed ("is gmail.com and not a competitor").
 */
function outcomesByEmail(condition: Condition, view: RuleView): Outcomes {
  switch (condition.rule) {
    case 'all': {
      const parts = condition.of.map((part) => outcomesByEmail(part, view));
      return { canHold: parts.every(({ canHold }) => canHold), canFail: parts.some(({ canFail }) => canFail) };
    }
    case 'any': {
      const parts = condition.of.map((part) => outcomesByEmail(part, view));
      return { canHold: parts.some(({ canHold }) => canHold), canFail: parts.every(({ canFail }) => canFail) };
    }
    case 'not': {
      const { canHold, canFail } = outcomesByEmail(condition.of, view);
      return { canHold: canFail, canFail: canHold };
    }
    case 'field':
    case 'touchpoint': {
      if (condition.rule === 'field' && condition.field === 'lead.email') return { canHold: true, canFail: true };
      const holds = compile(condition)(view);
      return { canHold: holds, canFail: !holds };
    }
  }
}

/** People of whom nothing is known: anonymous or not, with or without a company, idle or having looked at some page. */
function blankViews(): readonly RuleView[] {
  const tallies: readonly TouchpointTally[] = [
    { total: 0, careers: 0 },
    { total: 1, careers: 0 },
    { total: 50, careers: 0 },
  ];
  return [true, false].flatMap((known) =>
    [null, UNKNOWN_COMPANY].flatMap((company) =>
      tallies.map((tally) => ({
        lead: { ...UNKNOWN_LEAD, known },
        company,
        score: null,
        consents: [],
        countTouchpoints: (rule) => countByTally(rule, tally) ?? 0,
      })),
    ),
  );
}
