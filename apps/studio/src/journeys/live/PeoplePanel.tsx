import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { PersonAtNode } from '@ripen/contracts';
import type { JourneyNode } from '@ripen/journey';
import { IconSearch, IconUsers } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiPages } from '../../api/queries';
import { More } from '../../ui/DataTable';
import { Moment } from '../../ui/Moment';
import { Failure, Note, SkeletonRows } from '../../ui/states';
import { useLanguage } from '../../i18n/use-language';
import { useKindWords } from '../graph/use-kind-words';
import classes from './live.module.css';

interface PanelProps {
  readonly journeyId: string;
  /** Only those on this version; undefined: on any. */
  readonly version: number | undefined;
  readonly node: JourneyNode | null;
  readonly ref: Ref<HTMLElement>;
}

/** Who stands at the selected node, since when, and what they wait for. */
export function PeoplePanel({ journeyId, version, node, ref }: PanelProps) {
  const { t } = useTranslation();
  const words = useKindWords();
  return (
    <aside ref={ref} className={classes.panel} aria-label={t('journeys.live.people')}>
      {node === null ? (
        <Note icon={IconUsers} title={t('journeys.live.chooseTitle')}>
          {t('journeys.live.chooseHint')}
        </Note>
      ) : (
        <>
          <h2 className={classes.heading}>{words.nameOf(node)}</h2>
          <p className={classes.sentence}>{words.sentence(node)}</p>
          <People journeyId={journeyId} version={version} nodeId={node.id} />
        </>
      )}
    </aside>
  );
}

function People({ journeyId, version, nodeId }: Pick<PanelProps, 'journeyId' | 'version'> & { nodeId: string }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search, 250);
  const list = useApiPages(
    'listPeopleAtNode',
    { params: { id: journeyId, nodeId }, query: { version, ...(wanted === '' ? {} : { search: wanted }) } },
    { refetchInterval: 5_000 },
  );
  return (
    <>
      <TextInput
        size="xs"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        placeholder={t('journeys.live.search')}
        aria-label={t('journeys.live.search')}
        leftSection={<IconSearch size={14} aria-hidden />}
      />
      {list.rows === undefined &&
        (list.error ? <Failure error={list.error} retry={() => void list.refetch()} /> : <SkeletonRows rows={5} />)}
      {list.rows?.length === 0 && (
        <p className={classes.nobody}>{t(wanted === '' ? 'journeys.live.nobody' : 'common.nothingMatches')}</p>
      )}
      <ul className={classes.people}>
        {list.rows?.map((person) => (
          <PersonRow key={person.enrollmentId} person={person} />
        ))}
      </ul>
      {list.rows && list.rows.length > 0 && (
        <More
          shown={list.rows.length}
          total={list.total}
          hasMore={list.hasNextPage}
          loading={list.isFetchingNextPage}
          load={() => void list.fetchNextPage()}
        />
      )}
    </>
  );
}

function PersonRow({ person }: { person: PersonAtNode }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { waitingFor } = person.standing;
  return (
    <li className={classes.person}>
      <Link to="/leads/$leadId" params={{ leadId: person.leadId }} className={classes.who}>
        {person.displayName ?? t('common.anonymous')}
      </Link>
      {person.companyName !== null && <span className={classes.company}>{person.companyName}</span>}
      <span className={classes.since}>
        {t('journeys.live.since')} <Moment at={person.since} /> · v{person.version}
      </span>
      {waitingFor && <span className={classes.since}>{waitingFor[language]}</span>}
    </li>
  );
}
