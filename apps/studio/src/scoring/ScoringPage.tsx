import { Text } from '@mantine/core';
import type { ActiveModel } from '@ripen/contracts';
import { type ScoringModel, scoringModelSchema } from '@ripen/scoring';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/queries';
import { Moment } from '../ui/Moment';
import { Page } from '../ui/Page';
import { Panel } from '../ui/Panel';
import { Loaded } from '../ui/states';
import { CellGrid } from './CellGrid';
import { CriteriaTable } from './CriteriaTable';
import { BandTable, PointTable, PseudoRules } from './ModelTables';
import classes from './scoring.module.css';
import { TryModel } from './TryModel';

/** The model that decides, as its tables: read here, changed elsewhere. */
export function ScoringPage() {
  const { t } = useTranslation();
  const active = useApi('getScoringModel', {});
  return (
    <Page
      title={t('scoring.title')}
      lead={
        <>
          {t('scoring.lead')}{' '}
          {active.data === undefined ? null : (
            <Text component="span" c="dimmed" inherit>
              {t('scoring.published', { version: active.data.version })} <Moment at={active.data.publishedAt} />
            </Text>
          )}
        </>
      }
    >
      <Loaded query={active}>{(data) => <ModelScreen active={data} />}</Loaded>
    </Page>
  );
}

function ModelScreen({ active }: { readonly active: ActiveModel }) {
  const { t } = useTranslation();
  // The contract leaves the model's inside to the package that owns its format.
  const model: ScoringModel = useMemo(() => scoringModelSchema.parse(active.model), [active.model]);
  return (
    <div className={classes.columns}>
      <div className={classes.column}>
        <Panel
          title={t('scoring.grid')}
          aside={
            <Text size="xs" c="dimmed">
              {t('scoring.gridHint')}
            </Text>
          }
        >
          <CellGrid cells={active.cells} />
          <Text size="sm" c="dimmed" mt="md">
            {t('scoring.pseudo', { count: active.pseudo })}
          </Text>
        </Panel>
        <Panel title={t('scoring.criteria')} flush>
          <CriteriaTable model={model} />
        </Panel>
        <Panel title={t('scoring.pseudoRules')}>
          <PseudoRules model={model} />
        </Panel>
      </div>
      <div className={classes.column}>
        <Panel title={t('scoring.tryTitle')}>
          <TryModel model={model} />
        </Panel>
        <Panel title={t('scoring.points')} flush>
          <PointTable model={model} />
        </Panel>
        <Panel title={t('scoring.bands')} flush>
          <BandTable model={model} />
        </Panel>
      </div>
    </div>
  );
}
