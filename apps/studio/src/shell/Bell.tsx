import { ActionIcon, Button, Group, Indicator, Popover, ScrollArea, Text } from '@mantine/core';
import type { NotificationShape } from '@ripen/contracts';
import { IconBell } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiAction } from '../api/queries';
import { Moment } from '../ui/Moment';
import { Loaded, Note, SkeletonRows } from '../ui/states';
import { useFormat } from '../ui/use-format';
import classes from './shell.module.css';
import { useUnread } from './use-unread';

/** What needs this person, with a number that is live. */
export function Bell() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { unread, stale } = useUnread();
  const label = unread === 0 ? t('shell.notifications') : t('shell.unread', { count: unread });
  return (
    <Indicator
      label={unread > 99 ? '99+' : unread}
      size={16}
      disabled={unread === 0}
      offset={6}
      color={stale ? 'gray' : 'ripe'}
    >
      <Popover
        opened={open}
        onChange={setOpen}
        position="bottom-end"
        width={380}
        shadow="md"
        trapFocus
        withinPortal={false}
      >
        <Popover.Target>
          <ActionIcon aria-label={label} title={stale ? t('common.stale') : label} onClick={() => setOpen(!open)}>
            <IconBell size={18} stroke={1.75} />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown p={0} aria-label={t('shell.notifications')}>
          {open ? <NotificationList onGo={() => setOpen(false)} /> : null}
        </Popover.Dropdown>
      </Popover>
    </Indicator>
  );
}

function NotificationList({ onGo }: { readonly onGo: () => void }) {
  const { t } = useTranslation();
  const list = useApi('listNotifications', { query: { limit: 20 } });
  const markRead = useApiAction('markNotificationsRead', ['listNotifications']);
  return (
    <>
      <Group justify="space-between" px="md" h={44} className={classes.bellHead}>
        <Text fw={600}>{t('shell.notifications')}</Text>
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          disabled={(list.data?.unread ?? 0) === 0}
          onClick={() => markRead.mutate({ body: {} })}
        >
          {t('shell.allRead')}
        </Button>
      </Group>
      <ScrollArea.Autosize mah={420} type="auto">
        <Loaded query={list} skeleton={<SkeletonRows rows={4} height={56} />}>
          {({ items }) =>
            items.length === 0 ? (
              <Note icon={IconBell} title={t('shell.notifications')}>
                {t('shell.noNotifications')}
              </Note>
            ) : (
              items.map((item) => (
                <NotificationLine
                  key={item.id}
                  item={item}
                  onGo={onGo}
                  read={() => markRead.mutate({ body: { ids: [item.id] } })}
                />
              ))
            )
          }
        </Loaded>
      </ScrollArea.Autosize>
    </>
  );
}

interface LineProps {
  readonly item: NotificationShape;
  readonly onGo: () => void;
  readonly read: () => void;
}

function NotificationLine({ item, onGo, read }: LineProps) {
  const { text } = useFormat();
  const router = useRouter();
  const follow = (): void => {
    if (item.readAt === null) read();
    if (item.link !== null) router.history.push(item.link);
    onGo();
  };
  return (
    <button type="button" className={classes.bellLine} data-unread={item.readAt === null || undefined} onClick={follow}>
      <span>{text(item.sentence)}</span>
      <Text component="span" size="xs" c="dimmed">
        <Moment at={item.at} />
      </Text>
    </button>
  );
}
