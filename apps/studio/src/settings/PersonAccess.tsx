import { Button, Group } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { User } from '@ripen/contracts';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { useMay } from '../session/session';
import { notifyDone, notifyFailure } from '../ui/notices';

/** What an administrator may do about how somebody gets in: the invitation, while it is open, and the second factor. */
export function PersonAccess({ user, close }: { readonly user: User; readonly close: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const again = useApiAction('resendInvitation', ['listUsers']);
  const revoke = useApiAction('revokeInvitation', ['listUsers']);
  const reset = useApiAction('resetSecondFactor', ['listUsers']);
  const params = { id: user.id };
  if (!may('inviteUser') || (user.invitation === null && !user.secondFactor)) return null;
  const ask = (title: string, question: string, act: () => void): void => {
    modals.openConfirmModal({
      title,
      children: question,
      labels: { confirm: title, cancel: t('common.cancel') },
      confirmProps: { color: 'red' },
      onConfirm: act,
    });
  };
  const done = { onError: notifyFailure, onSuccess: close };
  if (user.invitation === null)
    return (
      <Button
        variant="default"
        loading={reset.isPending}
        onClick={() =>
          ask(t('account.factorReset'), t('account.factorResetConfirm', { name: user.name }), () =>
            reset.mutate({ params }, done),
          )
        }
      >
        {t('account.factorReset')}
      </Button>
    );
  const sent = (): void => {
    notifyDone(t('account.inviteSent'));
    close();
  };
  return (
    <Group>
      <Button
        variant="default"
        loading={again.isPending}
        onClick={() => again.mutate({ params }, { onError: notifyFailure, onSuccess: sent })}
      >
        {t('account.inviteAgain')}
      </Button>
      <Button
        variant="default"
        loading={revoke.isPending}
        onClick={() =>
          ask(t('account.inviteRevoke'), t('account.inviteRevokeConfirm', { name: user.name }), () =>
            revoke.mutate({ params }, done),
          )
        }
      >
        {t('account.inviteRevoke')}
      </Button>
    </Group>
  );
}
