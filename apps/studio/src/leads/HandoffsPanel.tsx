import { Group, Text } from '@mantine/core';
import type { HandoffBrief } from '@ripen/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/session';
import type { Hue } from '../theme/tokens';
import { ClockRing } from '../ui/ClockRing';
import { Moment } from '../ui/Moment';
import { Panel } from '../ui/Panel';
import { HueBadge } from '../ui/stage';
import classes from './lead.module.css';

const OUTCOME_HUES: Readonly<Record<NonNullable<HandoffBrief['outcome']>, Hue>> = {
  won: 'won',
  lost: 'lost',
  recycled: 'nurture',
  expired: 'park',
};

export function HandoffsPanel({ handoffs }: { readonly handoffs: readonly HandoffBrief[] }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('leads.handoffs')} flush={handoffs.length > 0}>
      {handoffs.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('leads.handoffsEmpty')}
        </Text>
      ) : (
        handoffs.map((handoff) => <HandoffLine key={handoff.id} handoff={handoff} />)
      )}
    </Panel>
  );
}

/** State of a handoff in the colour of what sales made of it. */
export function HandoffBadge({ handoff }: { readonly handoff: Pick<HandoffBrief, 'state' | 'outcome'> }) {
  const { t } = useTranslation();
  return handoff.outcome === null ? (
    <HueBadge hue="handed-off">{t(`words.handoffState.${handoff.state}`)}</HueBadge>
  ) : (
    <HueBadge hue={OUTCOME_HUES[handoff.outcome]}>{t(`words.outcome.${handoff.outcome}`)}</HueBadge>
  );
}

function HandoffLine({ handoff }: { readonly handoff: HandoffBrief }) {
  const { t } = useTranslation();
  const may = useMay();
  const clock = handoff.clock ?? handoff.pool;
  return (
    <div className={classes.block}>
      <Group gap="xs" justify="space-between">
        <HandoffBadge handoff={handoff} />
        {clock === null ? null : <ClockRing clock={clock} />}
      </Group>
      <Text size="sm" mt={4}>
        {handoff.team.name}
        {handoff.owner === null ? null : ` · ${handoff.owner.name}`}
        {handoff.outcomeReason === null ? null : ` · ${handoff.outcomeReason}`}
      </Text>
      <Group gap="xs" justify="space-between">
        <Text size="xs" c="dimmed">
          <Moment at={handoff.closedAt ?? handoff.createdAt} />
        </Text>
        {may('getHandoff') ? (
          <Link to="/worklist/$handoffId" params={{ handoffId: handoff.id }} className={classes.quietLink}>
            {t('leads.handoffOpen')}
          </Link>
        ) : null}
      </Group>
    </div>
  );
}
