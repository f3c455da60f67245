import { Button, Text } from '@mantine/core';
import type { VersionRow } from '@ripen/contracts';
import type { JourneyGraph } from '@ripen/journey';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ReactFlowProvider } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/queries';
import { Moment } from '../../ui/Moment';
import { notifyDone } from '../../ui/notices';
import { Loaded, SkeletonRows } from '../../ui/states';
import { Canvas } from '../canvas/Canvas';
import { createCanvasUiStore } from '../editor/canvas-ui.store';
import { type EditorHandle, EditorProvider } from '../editor/EditorContext';
import { EditorActions } from '../editor/editor-actions';
import { createEditorStore } from '../editor/editor.store';
import type { JourneySession } from '../editor/journey-session';
import { newNodeId } from '../graph/node-kinds';
import { SelectedPeople } from '../live/SelectedPeople';
import classes from './history.module.css';

const REFRESH_MS = 5_000;

interface HistoryProps {
  readonly session: JourneySession;
  readonly readOnly: boolean;
  /** A version was taken as the draft. */
  readonly onTaken: () => void;
}

/** What was published, newest first; each can be looked at and taken up again as the draft. */
export function HistoryMode({ session, readOnly, onTaken }: HistoryProps) {
  const versions = useApi('listVersions', { params: { id: session.journeyId } });
  return (
    <Loaded query={versions} skeleton={<SkeletonRows rows={10} />}>
      {({ items }) => <Versions session={session} items={items} readOnly={readOnly} onTaken={onTaken} />}
    </Loaded>
  );
}

function Versions({ session, items, readOnly, onTaken }: HistoryProps & { items: readonly VersionRow[] }) {
  const { t } = useTranslation();
  const { version: asked } = useSearch({ from: '/shell/journeys/$journeyId' });
  const navigate = useNavigate({ from: '/journeys/$journeyId' });
  const chosen = (items.find((item) => item.version === asked) ?? items[0])?.version ?? 0;
  const choose = (wanted: number): void =>
    void navigate({ search: { mode: 'history', version: wanted }, replace: true });
  const version = useApi('getVersion', { params: { id: session.journeyId, version: String(chosen) } });
  const take = (graph: JourneyGraph): void => {
    session.editor.getState().edit(() => graph);
    notifyDone(t('journeys.history.taken', { version: chosen }));
    onTaken();
  };
  return (
    <>
      <nav className={classes.list} aria-label={t('journeys.history.title')}>
        <h2 className={classes.heading}>{t('journeys.history.title')}</h2>
        {items.map((item) => (
          <VersionItem
            key={item.version}
            item={item}
            isChosen={item.version === chosen}
            onChoose={() => choose(item.version)}
          />
        ))}
        {!readOnly && version.data && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowBackUp size={16} aria-hidden />}
            onClick={() => version.data && take(version.data.graph)}
          >
            {t('journeys.history.take', { version: chosen })}
          </Button>
        )}
      </nav>
      <Loaded query={version} skeleton={<SkeletonRows rows={10} />}>
        {({ graph }) => <VersionCanvas key={chosen} journeyId={session.journeyId} version={chosen} graph={graph} />}
      </Loaded>
    </>
  );
}

function VersionItem({ item, isChosen, onChoose }: { item: VersionRow; isChosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation();
  return (
    <button type="button" className={classes.version} aria-pressed={isChosen} onClick={onChoose}>
      <span className={classes.number}>
        v{item.version} {item.live && <span className={classes.live}>{t('journeys.status.live')}</span>}
      </span>
      <Text span size="xs" c="dimmed">
        <Moment at={item.publishedAt} as="short" /> {item.publishedBy !== null && `· ${item.publishedBy}`}
      </Text>
      {item.note !== '' && (
        <Text span size="sm" lineClamp={3}>
          {item.note}
        </Text>
      )}
      <Text span size="xs" c="dimmed">
        {t('journeys.history.inside', { count: item.active })}
      </Text>
    </button>
  );
}

interface VersionCanvasProps {
  readonly journeyId: string;
  readonly version: number;
  readonly graph: JourneyGraph;
}

/** A version with the people who are on it. */
function VersionCanvas({ journeyId, version, graph }: VersionCanvasProps) {
  const [handle] = useState<EditorHandle>(() => ({
    editor: createEditorStore(graph, () => performance.now()),
    ui: createCanvasUiStore('history'),
    readOnly: true,
  }));
  const actions = useMemo(() => new EditorActions(handle.editor, newNodeId), [handle]);
  const panel = useRef<HTMLElement>(null);
  const counts = useApi(
    'getJourneyCounts',
    { params: { id: journeyId }, query: { version } },
    { refetchInterval: REFRESH_MS },
  ).data;
  useEffect(() => {
    if (counts) handle.ui.getState().setCounts(counts);
  }, [counts, handle]);
  return (
    <EditorProvider handle={handle}>
      <ReactFlowProvider>
        <Canvas
          actions={actions}
          onOpen={() =>
            requestAnimationFrame(() => panel.current?.querySelector<HTMLElement>('input, a, button')?.focus())
          }
        />
        <SelectedPeople journeyId={journeyId} version={version} ref={panel} />
      </ReactFlowProvider>
    </EditorProvider>
  );
}
