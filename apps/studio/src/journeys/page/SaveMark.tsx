import { Loader, Text, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCloudOff, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useLanguage } from '../../i18n/use-language';
import { relativeInstant } from '../../ui/instant';
import { useNow } from '../../ui/use-now';
import type { SaveState } from '../editor/draft-saver';
import type { JourneySession } from '../editor/journey-session';
import classes from './page.module.css';

/** How far saving has come, always in sight: saving, saved so many seconds ago, or kept here because the server does not answer. */
export function SaveMark({ session }: { session: JourneySession }) {
  const save = useStore(session.state, (state) => state.save);
  const { icon, text, hint } = useSaveWords(save);
  return (
    <Tooltip label={hint} disabled={hint === null}>
      <Text span size="xs" className={classes.save} data-kind={save.kind} role="status">
        {icon}
        {text}
      </Text>
    </Tooltip>
  );
}

function useSaveWords(save: SaveState): {
  readonly icon: React.ReactNode;
  readonly text: string;
  readonly hint: string | null;
} {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow('second');
  switch (save.kind) {
    case 'saved': {
      const text =
        save.at === null
          ? t('journeys.save.saved')
          : t('journeys.save.savedAgo', { ago: relativeInstant(save.at, Math.max(now, save.at), language) });
      return { icon: <IconCheck size={14} aria-hidden />, text, hint: null };
    }
    case 'waiting':
      return { icon: <IconPencil size={14} aria-hidden />, text: t('journeys.save.waiting'), hint: null };
    case 'saving':
      return { icon: <Loader size={12} color="gray" aria-hidden />, text: t('journeys.save.saving'), hint: null };
    case 'failed':
      return {
        icon: <IconCloudOff size={14} aria-hidden />,
        text: t(save.keptHere ? 'journeys.save.failedKept' : 'journeys.save.failedLost'),
        hint: t(save.retries ? 'journeys.save.retries' : 'journeys.save.refused'),
      };
    case 'conflict':
      return { icon: <IconAlertTriangle size={14} aria-hidden />, text: t('journeys.save.conflict'), hint: null };
  }
}
