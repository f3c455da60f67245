import { unreadSchema } from '@ripen/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { openStream } from '../api/live-stream';
import { useApi } from '../api/queries';

interface UnreadCount {
  readonly unread: number;
  /** True while the live connection is broken. */
  readonly stale: boolean;
}

/** The number on the bell, kept live by server-sent events. */
export function useUnread(): UnreadCount {
  const client = useQueryClient();
  const [live, setLive] = useState<UnreadCount | null>(null);
  const first = useApi('listNotifications', { query: { limit: 20 } });
  useEffect(() => {
    const hear = (data: string): void => {
      const parsed = unreadSchema.safeParse(JSON.parse(data));
      if (!parsed.success) return;
      setLive({ unread: parsed.data.unread, stale: false });
      for (const key of ['listNotifications', 'getWorklist', 'getBoard'])
        void client.invalidateQueries({ queryKey: [key] });
    };
    return openStream('/api/notifications/stream', {
      on: { unread: hear },
      broken: () => setLive((last) => (last === null ? null : { ...last, stale: true })),
    });
  }, [client]);
  return live ?? { unread: first.data?.unread ?? 0, stale: false };
}
