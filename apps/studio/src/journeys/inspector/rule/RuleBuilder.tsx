import { type Condition, describe, lint, RULE_PROBLEM_MESSAGES } from '@ripen/rules';
import { IconQuote } from '@tabler/icons-react';
import { useId, useMemo } from 'react';
import { useLanguage } from '../../../i18n/use-language';
import { asGroup, fromGroup } from './condition-edits';
import { GroupEditor } from './GroupEditor';
import classes from './rule.module.css';
import { RuleErrors, RuleErrorsProvider } from './RuleErrors';

interface BuilderProps {
  readonly label: string;
  readonly value: Condition;
  readonly onChange: (condition: Condition) => void;
}

/** A rule, put together by hand; beneath it what it says, as a sentence. */
export function RuleBuilder({ label, value, onChange }: BuilderProps) {
  const language = useLanguage();
  const labelId = useId();
  const shown = useMemo(() => asGroup(value), [value]);
  const problems = useMemo(
    () => lint(value).map(({ path, code }) => ({ path: path.join('.'), text: RULE_PROBLEM_MESSAGES[code][language] })),
    [value, language],
  );
  // A single condition is stored without the group that it is shown in.
  const isBare =
    shown.core.of.length === 1 &&
    !(value.rule === 'all' || value.rule === 'any' || (value.rule === 'not' && shown.negated));
  const root = isBare ? null : shown.negated ? 'of' : '';
  return (
    <div role="group" aria-labelledby={labelId} className={classes.builder}>
      <span id={labelId} className="visually-hidden">
        {label}
      </span>
      <RuleErrorsProvider problems={problems}>
        <GroupEditor
          negated={shown.negated}
          group={shown.core}
          path={root}
          isRoot
          onChange={(next) => onChange(fromGroup(next))}
        />
        <RuleErrors path={null} />
      </RuleErrorsProvider>
      <p className={classes.sentence}>
        <IconQuote size={14} aria-hidden />
        {describe(value, language)}
      </p>
    </div>
  );
}
