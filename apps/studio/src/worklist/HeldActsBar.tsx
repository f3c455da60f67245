import { Button, Kbd } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconAlertTriangle, IconHourglass } from '@tabler/icons-react';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useNow } from '../ui/use-now';
import type { ShownAct } from './held-acts';
import classes from './held-acts.module.css';
import { heldActs, useHeldActs } from './session-held-acts';

/** What is about to be sent and can still be taken back, on whichever screen the person is by now. */
export function HeldActsBar() {
  const { t } = useTranslation();
  const acts = useHeldActs();
  const navigate = useNavigate();
  const onWorklist = useLocation({ select: ({ pathname }) => pathname.startsWith('/worklist') });
  const undo = (handoffId?: string): void => {
    const undone = heldActs.undo(handoffId);
    if (undone !== undefined && onWorklist)
      void navigate({ to: '/worklist/$handoffId', params: { handoffId: undone.handoffId } });
  };
  useHotkeys([['Z', () => undo()]]);
  const latest = acts.findLast(({ phase }) => phase === 'held');
  return (
    <div className={classes.bar} role="status" aria-label={t('worklist.held.region')}>
      {acts.map((shown) =>
        shown.phase === 'failed' ? (
          <FailedAct key={shown.act.handoffId} shown={shown} />
        ) : (
          <PendingAct
            key={shown.act.handoffId}
            shown={shown}
            undo={() => undo(shown.act.handoffId)}
            withKey={shown === latest}
          />
        ),
      )}
    </div>
  );
}

interface PendingActProps {
  readonly shown: ShownAct;
  readonly undo: () => void;
  /** The key undoes the latest act, so only that one shows it. */
  readonly withKey: boolean;
}

function PendingAct({ shown: { act, phase }, undo, withKey }: PendingActProps) {
  const { t } = useTranslation();
  const seconds = Math.max(0, Math.round((act.sendAt - useNow('second')) / 1_000));
  const lead = act.leadName ?? t('common.anonymous');
  return (
    <div className={classes.act}>
      <IconHourglass size={18} stroke={1.75} aria-hidden />
      <span className={classes.words}>
        <strong>{lead}</strong> {t(`worklist.held.${act.action}`)}
        {/* The seconds are for the eye: read out, they would never stop. */}
        <span className={classes.count} aria-hidden>
          {phase === 'held' ? t('worklist.held.in', { seconds }) : t('worklist.held.sending')}
        </span>
      </span>
      {phase === 'held' ? (
        <Button
          size="xs"
          variant="default"
          onClick={undo}
          aria-keyshortcuts={withKey ? 'Z' : undefined}
          rightSection={
            withKey ? (
              <Kbd size="xs" className={classes.kbd} aria-hidden>
                Z
              </Kbd>
            ) : undefined
          }
        >
          {t('worklist.held.undo')}
        </Button>
      ) : null}
    </div>
  );
}

function FailedAct({ shown: { act, problem } }: { readonly shown: ShownAct }) {
  const { t } = useTranslation();
  const lead = act.leadName ?? t('common.anonymous');
  return (
    <div className={classes.act} data-failed>
      <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
      <span className={classes.words}>
        <strong>{lead}</strong> {t(`worklist.held.not.${act.action}`)}
        <span className={classes.problem}>{problem ?? t('worklist.held.left')}</span>
      </span>
      <span className={classes.ways}>
        <Button size="xs" onClick={() => void heldActs.retry(act.handoffId)}>
          {t('worklist.held.retry')}
        </Button>
        <Button size="xs" variant="default" onClick={() => heldActs.discard(act.handoffId)}>
          {t('worklist.held.discard')}
        </Button>
      </span>
    </div>
  );
}
