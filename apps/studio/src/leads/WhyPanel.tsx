import { Text } from '@mantine/core';
import type { GradeTerm, LeadDetail, PointTerm, ScoreExplained } from '@ripen/contracts';
import { useTranslation } from 'react-i18next';
import { Moment } from '../ui/Moment';
import { Panel } from '../ui/Panel';
import { CellBadge, hueOfStage } from '../ui/stage';
import { useFormat } from '../ui/use-format';
import classes from './lead.module.css';

/** Why the score is what it is: every term, summing exactly, and every criterion of the grade. */
export function WhyPanel({ lead }: { readonly lead: LeadDetail }) {
  const { t } = useTranslation();
  const { score } = lead;
  return (
    <Panel
      title={t('leads.why')}
      aside={
        score === null ? undefined : (
          <Text size="xs" c="dimmed">
            {t('leads.model', { version: score.modelVersion })}
          </Text>
        )
      }
    >
      {score === null ? (
        <Text size="sm" c="dimmed">
          {t('leads.notProfiled')}
        </Text>
      ) : (
        <>
          <Verdict score={score} />
          <PointTerms score={score} />
          <GradeTerms score={score} />
        </>
      )}
    </Panel>
  );
}

function Verdict({ score }: { readonly score: ScoreExplained }) {
  const { t } = useTranslation();
  const { points } = useFormat();
  const pseudo =
    score.category !== 'pseudo'
      ? null
      : score.pseudoReason === null || score.pseudoReason === 'by_hand'
        ? t('leads.pseudoByHand')
        : t('leads.pseudoByRule', { rule: score.pseudoReason });
  return (
    <div className={classes.verdict}>
      <CellBadge cell={score.cell} stage={score.stage} large />
      <div>
        <strong>
          {t('leads.bandSentence', {
            count: score.pointsMilli / 1_000,
            points: points(score.pointsMilli),
            band: score.band,
          })}
        </strong>
        <Text size="sm" c="dimmed">
          {t('leads.gradeSentence', { grade: score.grade, answered: score.answered, criteria: score.criteria })}
        </Text>
        {pseudo === null ? null : <Text size="sm">{pseudo}</Text>}
      </div>
    </div>
  );
}

function PointTerms({ score }: { readonly score: ScoreExplained }) {
  const { t } = useTranslation();
  const { points } = useFormat();
  const sum = score.points.reduce((total, term) => total + term.pointsMilli, 0);
  const largest = Math.max(1, ...score.points.map((term) => Math.abs(term.pointsMilli)));
  if (score.points.length === 0) {
    return (
      <Text size="sm" c="dimmed" mt="sm">
        {t('leads.noTerms')}
      </Text>
    );
  }
  return (
    <table className={classes.terms} data-hue={hueOfStage(score.stage)}>
      <tbody>
        {score.points.map((term, index) => (
          <TermRow
            key={`${term.key}-${term.touchpointId ?? index}`}
            term={term}
            share={Math.abs(term.pointsMilli) / largest}
          />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td>{points(sum)}</td>
          <th scope="row" colSpan={2}>
            {t('leads.total')}
          </th>
        </tr>
      </tfoot>
    </table>
  );
}

function TermRow({ term, share }: { readonly term: PointTerm; readonly share: number }) {
  const { t } = useTranslation();
  const { signedPoints, text } = useFormat();
  const name = term.kind === 'touchpoint' ? text(term.label) : t(`leads.term.${term.kind}`);
  return (
    <tr>
      <td>{signedPoints(term.pointsMilli)}</td>
      <th scope="row">
        <span className={classes.termName} title={term.reason ?? undefined}>
          {name}
          {term.reason === null ? null : <span className={classes.quiet}> · {term.reason}</span>}
        </span>
        <span
          className={classes.bar}
          data-negative={term.pointsMilli < 0 || undefined}
          style={{ width: `${share * 100}%` }}
        />
      </th>
      <td className={classes.termAt}>{term.at === null ? null : <Moment at={term.at} as="short" />}</td>
    </tr>
  );
}

function GradeTerms({ score }: { readonly score: ScoreExplained }) {
  const { t } = useTranslation();
  const { points } = useFormat();
  return (
    <ul className={classes.grades}>
      {score.gradeTerms.map((term) => (
        <GradeRow key={term.key} term={term} />
      ))}
      {score.gradeMean === null ? null : (
        <li className={classes.gradeMean}>
          {t('leads.gradeMean', { mean: points(Math.round(score.gradeMean * 1_000)) })}
        </li>
      )}
    </ul>
  );
}

function GradeRow({ term }: { readonly term: GradeTerm }) {
  const { t } = useTranslation();
  const { text, count } = useFormat();
  const value =
    term.value === null ? t('leads.unanswered') : typeof term.value === 'number' ? count(term.value) : term.value;
  return (
    <li>
      <span className={classes.grade} data-none={term.grade === null || undefined}>
        {term.grade ?? '–'}
      </span>
      <span>
        {text(term.label)}: <span className={term.answered ? undefined : classes.quiet}>{value}</span>
        {term.grade === null ? <span className={classes.quiet}> · {t('leads.skipped')}</span> : null}
        {term.weight === 1 ? null : (
          <span className={classes.quiet}> · {t('leads.weight', { weight: count(term.weight) })}</span>
        )}
      </span>
    </li>
  );
}
