import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { Draft } from '@ripen/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { apiQuery } from '../../api/queries';
import { Moment } from '../../ui/Moment';
import { Loaded } from '../../ui/states';
import type { JourneySession } from '../editor/journey-session';

/** Somebody else saved first: theirs or ours, and nothing happens before that is said. */
export function ConflictDialog({ session }: { session: JourneySession }) {
  const { t } = useTranslation();
  const isOpen = useStore(session.state, (state) => state.save.kind === 'conflict');
  const theirs = useQuery({
    ...apiQuery('getDraft', { params: { id: session.journeyId } }),
    enabled: isOpen,
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <Modal
      opened={isOpen}
      onClose={() => void theirs.refetch()}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      title={t('journeys.conflict.title')}
    >
      <Loaded query={theirs} skeleton={<Text size="sm">{t('common.loading')}</Text>}>
        {(draft) => <Choice session={session} draft={draft} />}
      </Loaded>
    </Modal>
  );
}

function Choice({ session, draft }: { session: JourneySession; draft: Draft }) {
  const { t } = useTranslation();
  const overwrite = async (): Promise<void> => {
    const ours = session.saver.unsaved;
    if (ours && ours !== session.editor.getState().graph) session.editor.getState().replace(ours);
    await session.saver.overwrite(draft.revision);
  };
  return (
    <Stack>
      <Text size="sm">
        {t('journeys.conflict.who', { name: draft.savedBy ?? t('journeys.conflict.somebody') })}{' '}
        <Moment at={draft.savedAt} />
      </Text>
      <Text size="sm" c="dimmed">
        {t('journeys.conflict.hint')}
      </Text>
      <Group justify="flex-end">
        <Button variant="default" color="red" onClick={() => void overwrite()}>
          {t('journeys.conflict.overwrite')}
        </Button>
        <Button onClick={() => session.adopt(draft)} data-autofocus>
          {t('journeys.conflict.reload')}
        </Button>
      </Group>
    </Stack>
  );
}
