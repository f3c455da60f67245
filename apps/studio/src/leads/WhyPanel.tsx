import { Text } from '@mantine/core';
import type { GradeTerm, LeadDetail, PointTerm, ScoreExplained, ScoreHint } from '@ripen/contracts';
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
          <Hints hints={score.hints} />
        </>
      )}
    </Panel>
  );
}

function Verdict({ score }: { readonly score: ScoreExplained }) {
  const { t } = useTranslation();
  const { points, text } = useFormat();
  const pseudo =
    score.category !== 'pseudo'
      ? null
      : score.pseudoLabel === null
        ? t('leads.pseudoByHand')
        : t('leads.pseudoByRule', { rule: text(score.pseudoLabel) });
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
  const terms = score.points.filter(({ pointsMilli }) => pointsMilli !== 0);
  const sum = terms.reduce((total, term) => total + term.pointsMilli, 0);
  const largest = Math.max(1, ...terms.map((term) => Math.abs(term.pointsMilli)));
  return (
    <>
      {terms.length === 0 ? (
        <Text size="sm" c="dimmed" mt="sm">
          {t('leads.noTerms')}
        </Text>
      ) : (
        <table className={classes.terms} data-hue={hueOfStage(score.stage)}>
          <tbody>
            {terms.map((term, index) => (
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
      )}
      <WithoutPoints score={score} />
    </>
  );
}

/** What the lead did that this model gives nothing for, each kind once. */
function WithoutPoints({ score }: { readonly score: ScoreExplained }) {
  const { t } = useTranslation();
  const { text } = useFormat();
  const names = new Map(
    score.points
      .filter(({ kind, pointsMilli }) => kind === 'touchpoint' && pointsMilli === 0)
      .map(({ key, label }) => [key, text(label)]),
  );
  if (names.size === 0) return null;
  return (
    <Text size="xs" c="dimmed" mt="xs">
      {t('leads.withoutPoints', { what: [...names.values()].join(', ') })}
    </Text>
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

/** The smallest changes that would alter the outcome. */
function Hints({ hints }: { readonly hints: readonly ScoreHint[] }) {
  const { t } = useTranslation();
  const { text } = useFormat();
  if (hints.length === 0) return null;
  return (
    <section className={classes.hints} aria-label={t('leads.hints')}>
      <h3>{t('leads.hints')}</h3>
      <ul>
        {hints.map((hint) => (
          <li key={hint.sentence.en}>
            <span className={classes.hintTo}>
              {t('leads.hintTo')} <CellBadge cell={hint.toCell} stage={hint.toStage} />
            </span>
            <span>{text(hint.sentence)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
