import { Button, Group, SegmentedControl, TextInput, Tooltip } from '@mantine/core';
import type { JourneyRow } from '@ripen/contracts';
import { IconChevronLeft, IconRocket } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useMay } from '../../session/session';
import { type Mode, MODES } from '../editor/canvas-ui.store';
import type { JourneySession } from '../editor/journey-session';
import { StatusBadge } from '../list/StatusBadge';
import { PublishDialog } from '../publish/PublishDialog';
import { PauseButton } from './PauseButton';
import classes from './page.module.css';
import { SaveMark } from './SaveMark';

interface HeaderProps {
  readonly session: JourneySession;
  readonly journey: JourneyRow;
  readonly mode: Mode;
  readonly onMode: (mode: Mode) => void;
  readonly readOnly: boolean;
}

export function JourneyHeader({ session, journey, mode, onMode, readOnly }: HeaderProps) {
  const { t } = useTranslation();
  const may = useMay();
  const [publishing, setPublishing] = useState(false);
  const isPublished = journey.liveVersion !== null;
  return (
    <header className={classes.header}>
      <div className={classes.title}>
        <Link to="/journeys" className={classes.back} aria-label={t('journeys.header.back')}>
          <IconChevronLeft size={20} aria-hidden />
        </Link>
        <NameField session={session} readOnly={readOnly} />
        <StatusBadge journey={journey} />
        {!readOnly && <SaveMark session={session} />}
      </div>
      <Tooltip label={t('journeys.header.notYetLive')} disabled={isPublished}>
        <SegmentedControl
          size="xs"
          value={mode}
          onChange={onMode}
          aria-label={t('journeys.header.mode')}
          data={MODES.map((value) => ({
            value,
            label: t(`journeys.mode.${value}`),
            disabled: value !== 'build' && !isPublished,
          }))}
        />
      </Tooltip>
      <Group gap="xs" wrap="nowrap" className={classes.actions}>
        {isPublished && may('pauseJourney') && <PauseButton journey={journey} />}
        {!readOnly && may('publishJourney') && (
          <Button size="xs" leftSection={<IconRocket size={16} aria-hidden />} onClick={() => setPublishing(true)}>
            {t('journeys.publish.open')}
          </Button>
        )}
      </Group>
      <PublishDialog
        session={session}
        journey={journey}
        opened={publishing}
        onClose={() => setPublishing(false)}
        onWatch={() => {
          setPublishing(false);
          onMode('live');
        }}
        onBuild={() => {
          setPublishing(false);
          onMode('build');
        }}
      />
    </header>
  );
}

/** The name, changed in place; an empty one is not taken. */
function NameField({ session, readOnly }: { session: JourneySession; readOnly: boolean }) {
  const { t } = useTranslation();
  const name = useStore(session.state, (state) => state.name);
  const [typed, setTyped] = useState<string | null>(null);
  const commit = (): void => {
    const wanted = typed?.trim() ?? '';
    if (wanted !== '' && wanted !== name) session.rename(wanted);
    setTyped(null);
  };
  if (readOnly) return <h1 className={classes.name}>{name}</h1>;
  return (
    <>
      <h1 className="visually-hidden">{name}</h1>
      <TextInput
        variant="unstyled"
        size="sm"
        maxLength={200}
        className={classes.nameField}
        value={typed ?? name}
        aria-label={t('journeys.header.name')}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
    </>
  );
}
