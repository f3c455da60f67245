import { SegmentedControl } from '@mantine/core';
import { TIMELINE_GROUPS, type TimelineItem } from '@ripen/contracts';
import { IconBriefcase, IconGauge, IconHandClick, type IconProps, IconSend, IconSitemap } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiPages } from '../api/queries';
import { More } from '../ui/DataTable';
import { Moment } from '../ui/Moment';
import { Panel } from '../ui/Panel';
import { Loaded, Note, NothingMatches } from '../ui/states';
import { useFormat } from '../ui/use-format';
import classes from './lead.module.css';

type Group = TimelineItem['group'];
const ICONS: Readonly<Record<Group, ComponentType<IconProps>>> = {
  did: IconHandClick,
  sent: IconSend,
  score: IconGauge,
  journey: IconSitemap,
  sales: IconBriefcase,
};
const REFRESH_MS = 5_000;

/** What happened, newest first, in plain sentences. */
export function TimelinePanel({ leadId }: { readonly leadId: string }) {
  const { t } = useTranslation();
  const { group = 'all' } = useSearch({ from: '/shell/leads/$leadId' });
  const navigate = useNavigate({ from: '/leads/$leadId' });
  const timeline = useApiPages(
    'getLeadTimeline',
    { params: { id: leadId }, query: { group, limit: 50 } },
    { refetchInterval: REFRESH_MS },
  );
  const show = (next: string): void =>
    void navigate({ search: { group: TIMELINE_GROUPS.find((name) => name === next) }, replace: true });
  return (
    <Panel title={t('leads.timeline')} flush>
      <div className={classes.timelineFilter}>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={t('leads.timeline')}
          value={group}
          onChange={show}
          data={(['all', ...TIMELINE_GROUPS] as const).map((value) => ({ value, label: t(`leads.group.${value}`) }))}
        />
      </div>
      <Loaded query={{ data: timeline.rows, error: timeline.error, refetch: timeline.refetch }}>
        {(items) =>
          items.length > 0 ? (
            <>
              <ol className={classes.timeline}>
                {items.map((item) => (
                  <Entry key={item.id} item={item} />
                ))}
              </ol>
              <More
                shown={items.length}
                total={timeline.total}
                hasMore={timeline.hasNextPage}
                loading={timeline.isFetchingNextPage}
                load={() => void timeline.fetchNextPage()}
              />
            </>
          ) : group === 'all' ? (
            <Note title={t('leads.timelineEmpty')} />
          ) : (
            <NothingMatches clear={() => show('all')} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function Entry({ item }: { readonly item: TimelineItem }) {
  const { t } = useTranslation();
  const { text, signedPoints } = useFormat();
  const Icon = ICONS[item.group];
  return (
    <li className={classes.entry}>
      <span className={classes.entryIcon} title={t(`leads.group.${item.group}`)}>
        <Icon size={14} stroke={1.75} aria-label={t(`leads.group.${item.group}`)} />
      </span>
      <span className={classes.entryText}>{text(item.sentence)}</span>
      {item.pointsMilli === null ? null : (
        <span className={classes.entryPoints} data-negative={item.pointsMilli < 0 || undefined}>
          {signedPoints(item.pointsMilli)}
        </span>
      )}
      <span className={classes.entryTime}>
        <Moment at={item.at} as="short" />
      </span>
    </li>
  );
}
