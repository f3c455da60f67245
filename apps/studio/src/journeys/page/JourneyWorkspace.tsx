import { useMediaQuery } from '@mantine/hooks';
import type { Draft } from '@ripen/contracts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApi } from '../../api/queries';
import { useMay } from '../../session/session';
import { notifyDone } from '../../ui/notices';
import { useFamilyHues } from '../canvas/use-family-hues';
import { JourneySession } from '../editor/journey-session';
import { KindWordsProvider } from '../graph/use-kind-words';
import { HistoryMode } from '../history/HistoryMode';
import { LiveMode } from '../live/LiveMode';
import { BuildMode } from './BuildMode';
import { ConflictDialog } from './ConflictDialog';
import { JourneyHeader } from './JourneyHeader';
import classes from './page.module.css';
import { useMode } from './use-mode';

/** On a phone a journey is read, not drawn. */
const PHONE = '(max-width: 48em)';

/** The three modes of one drawing under one header. */
export function JourneyWorkspace({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const [session] = useState(() => new JourneySession(draft.journey.id, draft));
  const familyHues = useFamilyHues();
  const may = useMay();
  const isPhone = useMediaQuery(PHONE, false, { getInitialValueInEffect: false });
  const journey =
    useApi('getDraft', { params: { id: draft.journey.id } }, { refetchInterval: 15_000, keep: true }).data?.journey ??
    draft.journey;
  const [mode, setMode] = useMode(journey);
  const name = useStore(session.state, (state) => state.name);
  useEffect(() => session.open(), [session]);
  useEffect(() => {
    if (session.takeRestored()) notifyDone(t('journeys.save.restored'));
  }, [session, t]);
  useEffect(() => {
    document.title = `${name} · Ripen`;
  }, [name]);
  const readOnly = isPhone || !may('saveDraft');
  return (
    <KindWordsProvider>
      <div className={classes.page} style={familyHues}>
        <JourneyHeader session={session} journey={journey} mode={mode} onMode={setMode} readOnly={readOnly} />
        <div className={classes.body}>
          {mode === 'build' && <BuildMode session={session} readOnly={readOnly} isPhone={isPhone} />}
          {mode === 'live' && <LiveMode journey={journey} />}
          {mode === 'history' && <HistoryMode session={session} readOnly={readOnly} onTaken={() => setMode('build')} />}
        </div>
        <ConflictDialog session={session} />
      </div>
    </KindWordsProvider>
  );
}
