import { createContext, type ReactNode, use, useMemo } from 'react';
import classes from './rule.module.css';

export interface RuleError {
  /** Dotted path in the rule as it is stored. */
  readonly path: string;
  readonly text: string;
}

const Context = createContext<readonly RuleError[]>([]);

export function RuleErrorsProvider({ problems, children }: { problems: readonly RuleError[]; children: ReactNode }) {
  const value = useMemo(() => problems, [problems]);
  return <Context value={value}>{children}</Context>;
}

/** What is wrong with the part of the rule at `path`, at any depth below its own fields. */
export function useRuleError(path: string): string | undefined {
  return use(Context).find((problem) => problem.path === path)?.text;
}

/** Problems of a whole group or, with null, of the rule itself. */
export function RuleErrors({ path }: { path: string | null }) {
  const texts = use(Context).filter((problem) => problem.path === (path ?? ''));
  if (path === '' || texts.length === 0) return null;
  return (
    <>
      {texts.map((problem) => (
        <p key={problem.text} className={classes.error} role="alert">
          {problem.text}
        </p>
      ))}
    </>
  );
}
