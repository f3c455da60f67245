import { Inject, Injectable } from '@nestjs/common';
import { createSealer, GuardedHttpError, guardedUrl, newWebhookSecret, type Sealer } from '@ripen/connectors';
import type { CreateWebhookBody, UpdateWebhookBody, Webhook, WebhookWithSecret } from '@ripen/contracts';
import type { EpochMs } from '@ripen/domain';
import { newId, pokeJob, recordAudit, startJob, type Tx } from '@ripen/persistence';
import { actorId, auditActor, type Caller } from '../access/caller';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { orNotFound, refuseFields } from '../http/api-exception';
import { toWebhook, type WebhookRow, WEBHOOKS_SQL } from './webhook-row';

/** How long the old secret signs along after a new one was made. */
const OVERLAP_MS = 24 * 3_600_000;

@Injectable()
export class WebhooksService {
  private readonly sealer: Sealer;

  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {
    this.sealer = createSealer(options.secret, 'webhook');
  }

  async list(): Promise<Webhook[]> {
    const rows = await this.database.rows<WebhookRow>(`${WEBHOOKS_SQL} ORDER BY lower(e.name), e.id`);
    return rows.map(toWebhook);
  }

  async get(id: string): Promise<Webhook> {
    return toWebhook(orNotFound(await this.database.row<WebhookRow>(`${WEBHOOKS_SQL} AND e.id = $1`, [id])));
  }

  async create({ name, url, events }: CreateWebhookBody, caller: Caller): Promise<WebhookWithSecret> {
    refuseBadUrl(url);
    const secret = newWebhookSecret();
    const id = newId();
    await this.database.transaction(async (tx) => {
      const jobId = await startJob(tx, { kind: 'webhook', subjectId: id, askedBy: actorId(caller) });
      await tx.query(
        'INSERT INTO webhook_endpoint (id, name, url, events, secrets, job_id) VALUES ($1, $2, $3, $4, $5, $6)',
        [id, name, url, events, JSON.stringify([{ sealed: this.sealer.seal(secret), until: null }]), jobId],
      );
      await record(tx, { caller, action: 'webhook.created', id, details: { name } });
    });
    return { ...(await this.get(id)), secret };
  }

  async update(id: string, body: UpdateWebhookBody, caller: Caller): Promise<Webhook> {
    if (body.url !== undefined) refuseBadUrl(body.url);
    await this.database.transaction(async (tx) => {
      const { rows } = await tx.query<{ name: string; job_id: string }>(
        `UPDATE webhook_endpoint SET name = coalesce($2, name), url = coalesce($3, url), events = coalesce($4, events), state = coalesce($5, state),
           disabled_reason = CASE WHEN $5::text IS NULL THEN disabled_reason END, failures = 0, not_before = NULL
         WHERE id = $1 AND state <> 'deleted' RETURNING name, job_id`,
        [id, body.name, body.url, body.events, body.state],
      );
      const { name, job_id } = orNotFound(rows[0]);
      await this.wake(tx, id, { jobId: job_id, caller });
      await record(tx, { caller, action: 'webhook.changed', id, details: { name, fields: Object.keys(body) } });
    });
    return this.get(id);
  }

  /** The row stays behind, empty: somebody may be writing a delivery for it this very moment. */
  async remove(id: string, caller: Caller): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { rows } = await tx.query<{ name: string; job_id: string }>(
        `UPDATE webhook_endpoint SET state = 'deleted', secrets = '[]', url = '', events = '{}' WHERE id = $1 AND state <> 'deleted' RETURNING name, job_id`,
        [id],
      );
      const { name, job_id } = orNotFound(rows[0]);
      await tx.query('DELETE FROM webhook_delivery WHERE endpoint_id = $1', [id]);
      await pokeJob(tx, job_id);
      await record(tx, { caller, action: 'webhook.removed', id, details: { name } });
    });
  }

  async rotate(id: string, caller: Caller): Promise<WebhookWithSecret> {
    const secret = newWebhookSecret();
    await this.database.transaction(async (tx) => {
      const now = await this.options.clock.now(tx);
      const { rows } = await tx.query<{ name: string; secrets: { sealed: string; until: EpochMs | null }[] }>(
        `SELECT name, secrets FROM webhook_endpoint WHERE id = $1 AND state <> 'deleted' FOR UPDATE`,
        [id],
      );
      const { name, secrets } = orNotFound(rows[0]);
      const [current] = secrets;
      const kept = current === undefined ? [] : [{ ...current, until: now + OVERLAP_MS }];
      await tx.query('UPDATE webhook_endpoint SET secrets = $2 WHERE id = $1', [
        id,
        JSON.stringify([{ sealed: this.sealer.seal(secret), until: null }, ...kept]),
      ]);
      await record(tx, { caller, action: 'webhook.rotated', id, details: { name } });
    });
    return { ...(await this.get(id)), secret };
  }

  /** A job that failed for good is begun anew when somebody touches its endpoint. */
  private async wake(tx: Tx, id: string, { jobId, caller }: { jobId: string; caller: Caller }): Promise<void> {
    const { rows } = await tx.query<{ status: string }>('SELECT status FROM job WHERE id = $1', [jobId]);
    if (rows[0]?.status === 'active') return pokeJob(tx, jobId);
    const fresh = await startJob(tx, { kind: 'webhook', subjectId: id, askedBy: actorId(caller) });
    await tx.query('UPDATE webhook_endpoint SET job_id = $2 WHERE id = $1', [id, fresh]);
  }
}

interface Deed {
  readonly caller: Caller;
  readonly action: 'webhook.created' | 'webhook.changed' | 'webhook.removed' | 'webhook.rotated';
  readonly id: string;
  readonly details: { readonly name: string; readonly fields?: readonly string[] };
}

function record(tx: Tx, { caller, action, id, details }: Deed): Promise<void> {
  return recordAudit(tx, { actor: auditActor(caller), action, subject: { type: 'webhook', id }, details });
}

/** Where it leads is looked at when something goes out; how it is written can be said at once. */
function refuseBadUrl(url: string): void {
  try {
    guardedUrl(url);
  } catch (error) {
    if (error instanceof GuardedHttpError) throw refuseFields([{ path: 'url', problem: 'url_refused' }]);
    throw error;
  }
}
