import { hears, type WebhookType } from '@ripen/contracts';
import type { EpochMs } from '@ripen/domain';
import { newId } from '../db/ids';
import { askAside, type Tx } from '../db/pool';

/** An endpoint that wants to be told, and the job that tells it. */
export interface Listener {
  readonly id: string;
  readonly job_id: string;
  readonly events: readonly string[];
}

/** Something that endpoints may have subscribed to. `leadId`: whose it is, so that it is erased with them; null where nobody's. */
export interface Announcement {
  readonly type: WebhookType;
  readonly leadId: string | null;
  readonly at: EpochMs;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The endpoints of this installation: few, mostly none. A paused one keeps what it will be told. */
export async function webhookListeners(tx: Tx): Promise<Listener[]> {
  const { rows } = await tx.query<Listener>({
    name: 'webhook-listeners',
    text: `SELECT id, job_id, events FROM webhook_endpoint WHERE state IN ('active', 'paused') ORDER BY id`,
  });
  return rows;
}

/**
 * Writes what endpoints are to be told, in the transaction of the fact itself: what is rolled back was never said, what is committed is said
 * at least once. Costs nothing where nobody listens. The answers are not waited for.
 */
export function announce(tx: Tx, listeners: readonly Listener[], announcements: readonly Announcement[]): void {
  const told = announcements.flatMap((announcement) =>
    listeners
      .filter(({ events }) => hears(events, announcement.type))
      .map((listener) => ({ id: newId(), endpoint: listener.id, job: listener.job_id, ...announcement })),
  );
  if (told.length === 0) return;
  askAside(tx, {
    name: 'announce',
    text: `INSERT INTO webhook_delivery (id, endpoint_id, lead_id, type, at, data)
      SELECT x.id, x.endpoint, x."leadId", x.type, instant(x.at), x.data
      FROM jsonb_to_recordset($1) AS x(id uuid, endpoint uuid, "leadId" uuid, type text, at bigint, data jsonb)`,
    values: [JSON.stringify(told)],
  });
  const jobs = [...new Set(told.map(({ job }) => job))].sort();
  askAside(tx, { name: 'poke', text: 'SELECT poke($1, $2)', values: ['job', jobs] });
}
