import { randomUUID } from 'node:crypto';

const AT_ONCE = 3;
const BATCH = 20;

/** Touchpoints that come without a pause until they are stopped. */
export interface WritingLoad {
  /** Touchpoints whose storing was answered. */
  acknowledged(): number;
  /** Touchpoints that were sent, answered or not. */
  sent(): number;
  stop(): Promise<void>;
}

/** Sends batches of touchpoints of anonymous visitors, as a busy website does. */
export function writeOn(url: string, writeKey: string): WritingLoad {
  const stopping = new AbortController();
  let [sent, acknowledged] = [0, 0];
  const write = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const batch = Array.from({ length: BATCH }, () => ({
        type: 'track',
        event: 'webinar_registered',
        anonymousId: randomUUID(),
        messageId: randomUUID(),
      }));
      sent += BATCH;
      const answer = await fetch(`${url}/v1/batch`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ batch }),
      });
      if (!answer.ok) throw new Error(`The touchpoints were not taken: ${answer.status}`);
      acknowledged += BATCH;
    }
  };
  const writing = Promise.all(Array.from({ length: AT_ONCE }, write));
  return {
    acknowledged: () => acknowledged,
    sent: () => sent,
    stop: async () => {
      stopping.abort();
      await writing;
    },
  };
}
