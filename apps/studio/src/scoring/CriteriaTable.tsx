import { Text } from '@mantine/core';
import { GRADES, type Grade } from '@ripen/domain';
import type { Criterion, ScoringModel } from '@ripen/scoring';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/use-format';
import classes from './scoring.module.css';

/** Each criterion with what earns which grade. */
export function CriteriaTable({ model }: { readonly model: ScoringModel }) {
  const { t } = useTranslation();
  const { text, count } = useFormat();
  return (
    <>
      <div className={classes.scroll} role="group" aria-label={t('scoring.criteria')} tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('scoring.criterion')}</th>
              {GRADES.map((grade) => (
                <th key={grade} scope="col">
                  {grade}
                </th>
              ))}
              <th scope="col" data-align="end">
                {t('scoring.weight')}
              </th>
            </tr>
          </thead>
          <tbody>
            {model.criteria.map((criterion) => (
              <tr key={criterion.key}>
                <th scope="row">{text(criterion.label)}</th>
                {GRADES.map((grade) => (
                  <td key={grade}>
                    <GradeCell criterion={criterion} grade={grade} />
                  </td>
                ))}
                <td data-align="end">{count(model.combine.weights[criterion.key] ?? 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Text size="sm" c="dimmed" p="md">
        {t('scoring.combine')}{' '}
        {GRADES.map((grade) =>
          t('scoring.thresholdFrom', { grade, mean: count(model.combine.thresholds[grade]) }),
        ).join(' · ')}
      </Text>
    </>
  );
}

function GradeCell({ criterion, grade }: { readonly criterion: Criterion; readonly grade: Grade }) {
  const { t } = useTranslation();
  const { text, count } = useFormat();
  const lines: string[] = [];
  const synonyms = criterion.kind === 'text' ? criterion.grades[grade]?.synonyms.join(', ') : undefined;
  if (criterion.kind === 'text') {
    const answer = criterion.grades[grade];
    if (answer !== undefined) lines.push(text(answer.label));
  } else {
    const threshold = criterion.grades[grade];
    if (threshold !== undefined) lines.push(t('scoring.moreThan', { number: count(threshold.moreThan) }));
  }
  if (criterion.otherwise === grade) lines.push(t('scoring.otherwise'));
  if (criterion.unanswered === grade) lines.push(t('scoring.unanswered'));
  if (criterion.unanswered === 'skip' && grade === 'D')
    lines.push(`${t('scoring.unanswered')}: ${t('scoring.skipped')}`);
  return (
    <span title={synonyms}>
      {lines.map((line, index) => (
        <span key={line} className={index === 0 ? classes.answer : classes.rest}>
          {line}
        </span>
      ))}
    </span>
  );
}
