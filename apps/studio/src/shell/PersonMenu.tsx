import { Avatar, Menu, Text, UnstyledButton } from '@mantine/core';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { Link, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { queryClient, useApiAction } from '../api/queries';
import { useMe } from '../session/session';
import { notifyFailure } from '../ui/notices';
import { heldActs } from '../worklist/session-held-acts';

export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.[0] ?? '')
    .join('')
    .toUpperCase();
}

export function PersonMenu() {
  const { t } = useTranslation();
  const { user } = useMe();
  const router = useRouter();
  const signOut = useApiAction('signOut', []);
  const leave = async (): Promise<void> => {
    // What is still held goes out while this person may send it.
    await heldActs.flush({ leaving: false });
    signOut.mutate(
      {},
      {
        onError: notifyFailure,
        onSuccess: async () => {
          queryClient.clear();
          await router.navigate({ to: '/sign-in' });
        },
      },
    );
  };
  return (
    <Menu position="bottom-end" width={240} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton aria-label={`${initialsOf(user.name)} – ${t('shell.person')}: ${user.name}`} title={user.name}>
          <Avatar size={32} color="ripe" name={user.name}>
            {initialsOf(user.name)}
          </Avatar>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text component="span" size="sm" fw={600} c="var(--r-ink)" display="block">
            {user.name}
          </Text>
          {t(`words.role.${user.role}`)}
        </Menu.Label>
        <Menu.Item leftSection={<IconUserCircle size={16} />} component={Link} to="/settings/account">
          {t('shell.account')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void leave()}>
          {t('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
