import { Button, Kbd } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import type { Dossier } from '@ripen/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { useMe } from '../session/session';
import { notifyDone, notifyFailure } from '../ui/notices';
import { ActionDialog, type DialogAction } from './ActionDialog';
import { ACTION_KEYS, ACTION_ORDER, AFTER_ACTION, type HandoffAction } from './handoff-actions';
import { HELD_ACTIONS } from './held-act';
import { useHandoffsOnTheirWay } from './session-held-acts';
import classes from './worklist.module.css';

interface DossierActionsProps {
  readonly dossier: Dossier;
  /** The lead is no longer this rep's to work, or will not be in a moment. */
  readonly onClosed: () => void;
}

/** The buttons of a dossier, each with its key. Only what this person may do now is there. */
export function DossierActions({ dossier, onClosed }: DossierActionsProps) {
  const { t } = useTranslation();
  const { user } = useMe();
  const { owner } = dossier;
  const [dialog, setDialog] = useState<DialogAction | null>(null);
  const accept = useApiAction('acceptHandoff', AFTER_ACTION);
  const claim = useApiAction('claimHandoff', AFTER_ACTION);

  const done = (action: HandoffAction): void => {
    setDialog(null);
    if (HELD_ACTIONS.includes(action)) onClosed();
    else if (action === 'accept' && owner !== null && owner.id !== user.id)
      notifyDone(t('worklist.acceptedFor', { name: owner.name }));
    else notifyDone(t(`worklist.done.${action}`));
  };
  const start = (action: HandoffAction): void => {
    if (action !== 'accept' && action !== 'claim') return setDialog(action);
    const mutation = action === 'accept' ? accept : claim;
    if (!mutation.isPending)
      mutation.mutate({ params: { id: dossier.id } }, { onError: notifyFailure, onSuccess: () => done(action) });
  };
  const onTheirWay = useHandoffsOnTheirWay();
  const actions = onTheirWay.has(dossier.id) ? [] : ACTION_ORDER.filter((action) => dossier.actions.includes(action));
  useHotkeys(actions.map((action) => [ACTION_KEYS[action], () => dialog === null && start(action)]));

  if (actions.length === 0) return null;
  return (
    <div className={classes.actions} role="toolbar" aria-label={t('leads.actions')}>
      {actions.map((action) => (
        <Button
          key={action}
          size="xs"
          variant={action === dossier.next ? 'filled' : 'default'}
          loading={(action === 'accept' && accept.isPending) || (action === 'claim' && claim.isPending)}
          onClick={() => start(action)}
          aria-keyshortcuts={ACTION_KEYS[action]}
          rightSection={
            <Kbd size="xs" className={classes.kbd} aria-hidden>
              {ACTION_KEYS[action]}
            </Kbd>
          }
        >
          {t(`worklist.action.${action}`)}
        </Button>
      ))}
      {dialog === null ? null : (
        <ActionDialog action={dialog} dossier={dossier} close={() => setDialog(null)} done={() => done(dialog)} />
      )}
    </div>
  );
}
