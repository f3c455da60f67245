import { UnstyledButton } from '@mantine/core';
import type { Problem } from '@ripen/contracts';
import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { JourneyGraph } from '@ripen/journey';
import { useLanguage } from '../../i18n/use-language';
import { findNode } from '../graph/graph-edits';
import { useKindWords } from '../graph/use-kind-words';
import classes from './problems.module.css';

interface ListProps {
  readonly problems: readonly Problem[];
  readonly graph: JourneyGraph;
  readonly onJump: (problem: Problem) => void;
}

/** Errors first; a click goes to the place. */
export function ProblemList({ problems, graph, onJump }: ListProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const words = useKindWords();
  const ordered = problems.toSorted((a, b) => a.severity.localeCompare(b.severity));
  return (
    <ul className={classes.list}>
      {ordered.map((problem, index) => {
        const node = problem.nodeId === null ? undefined : findNode(graph, problem.nodeId);
        const Icon = problem.severity === 'error' ? IconAlertCircle : IconAlertTriangle;
        return (
          <li key={index}>
            <UnstyledButton className={classes.row} data-severity={problem.severity} onClick={() => onJump(problem)}>
              <Icon size={16} aria-label={t(`journeys.problems.${problem.severity}`)} />
              <span>
                {node && <span className={classes.where}>{words.nameOf(node)}</span>}
                {problem.sentence[language]}
              </span>
            </UnstyledButton>
          </li>
        );
      })}
    </ul>
  );
}
