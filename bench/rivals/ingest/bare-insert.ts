import type { IngestEvent } from '@ripen/persistence';
import type { Pool } from 'pg';

/** The same columns and keys as a touchpoint has with us. */
export const PREPARE_BARE = /* sql */ `
CREATE TABLE bare_event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, person text NOT NULL, type text NOT NULL, occurred_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(), data jsonb NOT NULL, channel text, campaign text, referrer text, message_id text NOT NULL UNIQUE);
CREATE INDEX ON bare_event (person, occurred_at, id);`;

/** One statement per batch, as a good engineer would write it: nothing is scored, nobody is told. */
export function insertBare(pool: Pool): (events: readonly IngestEvent[]) => Promise<void> {
  return async (events) => {
    const rows = events.map((event) => ({
      person: event.userId,
      message_id: event.messageId,
      occurred_at: new Date(event.occurredAt).toISOString(),
      ...(event.kind === 'touchpoint' ? { type: event.type, data: event.properties, ...event.source } : {}),
    }));
    await pool.query({
      name: 'bare-insert',
      text: `INSERT INTO bare_event (person, type, occurred_at, data, channel, campaign, referrer, message_id)
        SELECT person, type, occurred_at, data, channel, campaign, referrer, message_id
        FROM jsonb_to_recordset($1) AS x(person text, type text, occurred_at timestamptz, data jsonb, channel text, campaign text, referrer text, message_id text)
        ON CONFLICT DO NOTHING`,
      values: [JSON.stringify(rows)],
    });
  };
}
