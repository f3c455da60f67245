import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { RefusedDetail } from '@ripen/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../api/failure';
import { useApi, useApiAction } from '../api/queries';
import { Moment } from '../ui/Moment';
import { notifyDone, notifyFailure } from '../ui/notices';
import { Loaded } from '../ui/states';
import classes from './exchange.module.css';
import { wrongWords } from './problem-words';

const UNDO_MS = 10_000;

/** One refused event: what is wrong with it, and the way to correct it. */
export function RefusedDialog({ id, close }: { readonly id: string; readonly close: () => void }) {
  const { t } = useTranslation();
  const event = useApi('getRefused', { params: { id } });
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t('exchange.refusedOne')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Loaded query={event}>{(one) => <Correction event={one} close={close} />}</Loaded>
    </Modal>
  );
}

function Correction({ event, close }: { readonly event: RefusedDetail; readonly close: () => void }) {
  const { t } = useTranslation();
  const [raw, setRaw] = useState(event.raw);
  const take = useApiAction('resubmitRefused', ['listRefused', 'getRefused']);
  const problems = take.error instanceof ApiFailure ? Object.entries(take.error.fieldProblems()) : null;
  const shown = problems ?? event.problems.map(({ path, problem }) => [path, problem] as const);
  const submit = () =>
    take.mutate(
      { params: { id: event.id }, body: { raw } },
      {
        onSuccess: () => {
          notifyDone(t('exchange.takenIn'));
          close();
        },
        onError: notifyFailure,
      },
    );
  return (
    <Stack>
      <Text size="sm">
        {t(`exchange.reason_${event.reason}`)} · {event.from.name} · {event.call} · <Moment at={event.receivedAt} />
      </Text>
      <Alert color="red" title={t('exchange.problems')}>
        <ul className={classes.problems}>
          {shown.map(([path, problem]) => (
            <li key={`${path} ${problem}`}>
              <strong>{path === '' ? t('exchange.wholeMessage') : path}</strong>: {wrongWords(problem)}
            </li>
          ))}
        </ul>
      </Alert>
      <Textarea
        label={t('exchange.raw')}
        {...(event.cut ? { description: t('exchange.cut') } : {})}
        className={classes.editor}
        autosize
        minRows={8}
        maxRows={22}
        spellCheck={false}
        readOnly={event.state !== 'open'}
        value={raw}
        onChange={(change) => setRaw(change.currentTarget.value)}
      />
      {event.state === 'open' ? (
        <Group justify="space-between">
          <Dismiss id={event.id} close={close} />
          <Button loading={take.isPending} onClick={submit}>
            {t('exchange.takeIn')}
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}

function Dismiss({ id, close }: { readonly id: string; readonly close: () => void }) {
  const { t } = useTranslation();
  const dismiss = useApiAction('dismissRefused', ['listRefused']);
  const restore = useApiAction('restoreRefused', ['listRefused']);
  const params = { id };
  const offerUndo = (): void => {
    const shown = notifications.show({
      autoClose: UNDO_MS,
      closeButtonProps: { 'aria-label': t('common.close') },
      message: (
        <Group justify="space-between">
          {t('exchange.dismissed')}
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => {
              notifications.hide(shown);
              restore.mutate({ params }, { onError: notifyFailure });
            }}
          >
            {t('exchange.undo')}
          </Button>
        </Group>
      ),
    });
    close();
  };
  return (
    <Button
      variant="default"
      loading={dismiss.isPending}
      onClick={() => dismiss.mutate({ params }, { onSuccess: offerUndo, onError: notifyFailure })}
    >
      {t('exchange.dismiss')}
    </Button>
  );
}
