import { Text } from '@mantine/core';
import type { ScoringModel } from '@ripen/scoring';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/use-format';
import classes from './scoring.module.css';

interface ModelProps {
  readonly model: ScoringModel;
}

export function PointTable({ model }: ModelProps) {
  const { t } = useTranslation();
  const { text, count } = useFormat();
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('scoring.touchpoint')}</th>
          <th scope="col" data-align="end">
            {t('scoring.points')}
          </th>
        </tr>
      </thead>
      <tbody>
        {model.points.map((rule) => (
          <tr key={rule.type}>
            <th scope="row">{text(rule.label)}</th>
            <td data-align="end">{count(rule.points)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Bands are half-open: each holds from its own threshold up to the next better one's. */
export function BandTable({ model }: ModelProps) {
  const { t } = useTranslation();
  const { points } = useFormat();
  const bands = model.bands.toSorted((one, other) => other.band - one.band);
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('scoring.band')}</th>
          <th scope="col" data-align="end">
            {t('scoring.from')}
          </th>
          <th scope="col" data-align="end">
            {t('scoring.below')}
          </th>
        </tr>
      </thead>
      <tbody>
        {bands.map(({ band, fromMilli }, index) => {
          const better = bands[index + 1];
          return (
            <tr key={band}>
              <th scope="row">{band}</th>
              <td data-align="end">{points(fromMilli)}</td>
              <td data-align="end">{better === undefined ? t('scoring.noLimit') : points(better.fromMilli)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

export function PseudoRules({ model }: ModelProps) {
  const { t } = useTranslation();
  const { text } = useFormat();
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('scoring.pseudoRulesHint')}
      </Text>
      <ul className={classes.rules}>
        {model.pseudoRules.map((rule) => (
          <li key={rule.key}>{text(rule.label)}</li>
        ))}
      </ul>
    </>
  );
}
