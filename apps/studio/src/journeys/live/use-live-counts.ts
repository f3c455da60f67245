import { type NodeCounts, nodeCountsSchema, routeOf } from '@ripen/contracts';
import { useEffect, useState } from 'react';
import { openStream } from '../../api/live-stream';
import { useApi } from '../../api/queries';
import { urlOf } from '../../api/request';

/** Asked this often while the stream is down. */
const POLL_MS = 5_000;

export interface LiveCounts {
  readonly counts: NodeCounts | null;
  /** No stream: the figures are only as fresh as the last answer. */
  readonly isStale: boolean;
}

/** People per node, pushed by the server whenever they change; polled while the stream is down. */
export function useLiveCounts(journeyId: string): LiveCounts {
  const [pushed, setPushed] = useState<NodeCounts | null>(null);
  const [isDown, setIsDown] = useState(false);
  const polled = useApi('getJourneyCounts', { params: { id: journeyId } }, isDown ? { refetchInterval: POLL_MS } : {});
  useEffect(() => {
    return openStream(urlOf(routeOf('streamJourneyCounts'), { params: { id: journeyId } }), {
      on: {
        counts: (data) => {
          setIsDown(false);
          setPushed(nodeCountsSchema.parse(JSON.parse(data)));
        },
      },
      opened: () => setIsDown(false),
      broken: () => setIsDown(true),
    });
  }, [journeyId]);
  return { counts: newer(pushed, polled.data ?? null), isStale: isDown };
}

function newer(one: NodeCounts | null, other: NodeCounts | null): NodeCounts | null {
  if (one === null || other === null) return one ?? other;
  return one.at >= other.at ? one : other;
}
