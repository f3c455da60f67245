import type { WorklistItem } from '@ripen/contracts';
import { PRIORITY_TEXTS } from '@ripen/handoff';
import { IconArrowRight, IconCalendar } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ClockRing } from '../ui/ClockRing';
import listDetail from '../ui/list-detail.module.css';
import { Moment } from '../ui/Moment';
import { CellBadge } from '../ui/stage';
import { useFormat } from '../ui/use-format';
import classes from './worklist.module.css';
import type { WorklistSection } from './worklist-sections';

interface WorklistSectionsProps {
  readonly sections: readonly WorklistSection[];
  readonly chosen: string | undefined;
}

export function WorklistSections({ sections, chosen }: WorklistSectionsProps) {
  return sections.map((section) => (
    <section key={section.key} aria-labelledby={`section-${section.key}`}>
      <SectionHead section={section} />
      <ul className={listDetail.lines}>
        {section.items.map((item) => (
          <Line key={item.id} item={item} chosen={item.id === chosen} />
        ))}
      </ul>
    </section>
  ));
}

function SectionHead({ section }: { readonly section: WorklistSection }) {
  const { t } = useTranslation();
  const { text, count } = useFormat();
  const { key } = section;
  return (
    <header className={classes.sectionHead}>
      <span className={classes.letter} aria-hidden="true">
        {key === 'pool' ? 'P' : key}
      </span>
      <h2
        id={`section-${key}`}
        title={key === 'pool' ? t('worklist.poolHint') : t('worklist.priorityOf', { priority: key })}
      >
        {key === 'pool' ? t('worklist.pool') : text(PRIORITY_TEXTS[key])}
      </h2>
      <span className={classes.number}>{count(section.items.length)}</span>
    </header>
  );
}

function Line({ item, chosen }: { readonly item: WorklistItem; readonly chosen: boolean }) {
  const { t } = useTranslation();
  const { text } = useFormat();
  const { lead, score } = item;
  const clock = item.clock ?? item.pool;
  const place = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (chosen) place.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <li>
      <Link
        ref={place}
        to="/worklist/$handoffId"
        params={{ handoffId: item.id }}
        className={`${listDetail.line} ${classes.line}`}
        data-chosen={chosen || undefined}
        aria-current={chosen ? 'true' : undefined}
      >
        <span className={classes.lineHead}>
          <span className={classes.who}>
            <strong>{lead.displayName ?? t('common.anonymous')}</strong>
            {lead.companyName === null ? null : <span className={classes.quiet}> · {lead.companyName}</span>}
          </span>
          {score === null ? null : <CellBadge cell={score.cell} stage={score.stage} />}
        </span>
        <span className={classes.story}>{text(item.story)}</span>
        <span className={classes.lineFoot}>
          {clock === null ? null : <ClockRing clock={clock} />}
          {item.followUpAt === null ? null : (
            <span className={classes.followUp}>
              <IconCalendar size={14} stroke={1.75} aria-hidden /> {t('worklist.followUpOn')}{' '}
              <Moment at={item.followUpAt} as="short" />
            </span>
          )}
          <span className={classes.next}>
            <IconArrowRight size={14} aria-hidden /> {t(`worklist.next.${item.next}`)}
          </span>
        </span>
      </Link>
    </li>
  );
}
