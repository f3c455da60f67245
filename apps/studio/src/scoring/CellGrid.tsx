import type { ActiveModel } from '@ripen/contracts';
import { BANDS, type Cell, GRADES, STAGES } from '@ripen/domain';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { HueBadge, HueMark, hueOfStage } from '../ui/stage';
import { useFormat } from '../ui/use-format';
import classes from './scoring.module.css';

/** Best at the top right, as ripeness grows: band 4 to 1 across, grade A to D down. Every number leads to its people. */
export function CellGrid({ cells }: { readonly cells: ActiveModel['cells'] }) {
  const { t } = useTranslation();
  const across = BANDS.toReversed();
  return (
    <>
      <table className={classes.grid}>
        <caption className="visually-hidden">{t('scoring.grid')}</caption>
        <thead>
          <tr>
            <td />
            {across.map((band) => (
              <th key={band} scope="col">
                {t('scoring.band')} {band}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {GRADES.map((grade) => (
            <tr key={grade}>
              <th scope="row">{grade}</th>
              {across.map((band) => (
                <GridCell key={band} cell={`${grade}${band}`} cells={cells} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className={classes.legend} aria-label={t('scoring.stages')} role="group">
        {STAGES.map((stage) => (
          <span key={stage} title={t(`words.stageMeans.${stage}`)}>
            <HueBadge hue={hueOfStage(stage)}>{t(`words.stage.${stage}`)}</HueBadge>
          </span>
        ))}
      </div>
    </>
  );
}

function GridCell({ cell, cells }: { readonly cell: Cell; readonly cells: ActiveModel['cells'] }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const found = cells.find((each) => each.cell === cell);
  if (found === undefined) return <td />;
  const hue = hueOfStage(found.stage);
  return (
    <td>
      <Link
        to="/leads"
        search={{ cell: [cell] }}
        className={classes.cell}
        data-hue={hue}
        data-empty={found.people === 0 || undefined}
        title={t('scoring.people', { count: found.people })}
      >
        <span className={classes.cellName}>
          <HueMark hue={hue} /> {cell}
        </span>
        <span className={classes.cellPeople}>{count(found.people)}</span>
        <span className={classes.cellStage}>{t(`words.stage.${found.stage}`)}</span>
      </Link>
    </td>
  );
}
