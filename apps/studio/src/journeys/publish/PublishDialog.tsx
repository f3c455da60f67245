import { Alert, Button, Group, List, Modal, Stack, Text, Textarea, ThemeIcon } from '@mantine/core';
import type { JourneyRow, Validation } from '@ripen/contracts';
import { IconAlertCircle, IconRocket } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { Failure, SkeletonRows } from '../../ui/states';
import type { JourneySession } from '../editor/journey-session';
import { useKindWords } from '../graph/use-kind-words';
import { ProblemList } from '../problems/ProblemList';
import { usePublish } from './use-publish';

interface PublishProps {
  readonly session: JourneySession;
  readonly journey: JourneyRow;
  readonly opened: boolean;
  readonly onClose: () => void;
  /** After publishing: watch it live. */
  readonly onWatch: () => void;
  /** A problem was clicked: back to the drawing. */
  readonly onBuild: () => void;
}

/** Saves, checks, says what will happen, publishes. */
export function PublishDialog({ opened, onClose, ...rest }: PublishProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={t('journeys.publish.title', { name: rest.journey.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <PublishSteps {...rest} onClose={onClose} />
    </Modal>
  );
}

function PublishSteps({ session, journey, onClose, onWatch, onBuild }: Omit<PublishProps, 'opened'>) {
  const { t } = useTranslation();
  const publish = usePublish(session, journey.id);
  const { check, published } = publish;
  if (published !== null) return <Done version={published} onWatch={onWatch} onClose={onClose} />;
  if (check.error !== null) return <Failure error={check.error} retry={() => void check.refetch()} />;
  if (check.data === undefined || check.isFetching) return <SkeletonRows rows={4} />;
  if (check.data === 'unsaved') {
    return (
      <Alert color="red" icon={<IconAlertCircle size={18} aria-hidden />}>
        {t('journeys.publish.unsaved')}
      </Alert>
    );
  }
  return (
    <Ready
      session={session}
      journey={journey}
      validation={check.data}
      publish={publish}
      onClose={onClose}
      onBuild={onBuild}
    />
  );
}

interface ReadyProps {
  readonly session: JourneySession;
  readonly journey: JourneyRow;
  readonly validation: Validation;
  readonly publish: ReturnType<typeof usePublish>;
  readonly onClose: () => void;
  readonly onBuild: () => void;
}

function Ready({ session, journey, validation, publish, onClose, onBuild }: ReadyProps) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const graph = useStore(session.editor, (state) => state.graph);
  return (
    <Stack>
      {validation.problems.length > 0 && (
        <section>
          <Text fw={600} size="sm">
            {t(validation.ok ? 'journeys.publish.warnings' : 'journeys.publish.errors')}
          </Text>
          <ProblemList
            problems={validation.problems}
            graph={graph}
            onJump={(problem) => {
              onBuild();
              session.editor.getState().jumpTo(problem);
            }}
          />
        </section>
      )}
      {validation.ok && <WhatHappens session={session} journey={journey} />}
      {validation.ok && (
        <Textarea
          label={t('journeys.publish.note')}
          description={t('journeys.publish.noteHint')}
          maxLength={500}
          autosize
          minRows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      )}
      {publish.error !== null && (
        <Alert color="red" icon={<IconAlertCircle size={18} aria-hidden />}>
          {publish.error.message}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button disabled={!validation.ok} loading={publish.isPublishing} onClick={() => publish.publish(note)}>
          {t('journeys.publish.submit', { version: (journey.liveVersion ?? 0) + 1 })}
        </Button>
      </Group>
    </Stack>
  );
}

/** In words: who comes in from now on, and what becomes of those inside. */
function WhatHappens({ session, journey }: { session: JourneySession; journey: JourneyRow }) {
  const { t } = useTranslation();
  const words = useKindWords();
  const triggers = useStore(session.editor, (state) => state.graph).nodes.filter((node) => node.kind === 'trigger');
  return (
    <section>
      <Text fw={600} size="sm" mb={4}>
        {t('journeys.publish.happens')}
      </Text>
      <List size="sm" spacing={4}>
        {triggers.map((node) => (
          <List.Item key={node.id}>{t('journeys.publish.entersBy', { sentence: words.sentence(node) })}</List.Item>
        ))}
        <List.Item>
          {journey.liveVersion === null
            ? t('journeys.publish.firstVersion')
            : t('journeys.publish.insideFinish', { count: journey.active, version: journey.liveVersion })}
        </List.Item>
        <List.Item>{t('journeys.publish.neverChanges')}</List.Item>
      </List>
    </section>
  );
}

function Done({ version, onWatch, onClose }: { version: number; onWatch: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Stack align="center" py="md" gap="sm" role="status">
      <ThemeIcon size={48} radius="xl" variant="light">
        <IconRocket size={24} aria-hidden />
      </ThemeIcon>
      <Text fw={620}>{t('journeys.publish.done', { version })}</Text>
      <Text size="sm" c="dimmed" ta="center" maw={380}>
        {t('journeys.publish.doneHint')}
      </Text>
      <Group>
        <Button variant="default" onClick={onClose}>
          {t('common.close')}
        </Button>
        <Button onClick={onWatch} data-autofocus>
          {t('journeys.publish.watch')}
        </Button>
      </Group>
    </Stack>
  );
}
