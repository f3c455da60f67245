import { Injectable } from '@nestjs/common';
import type { Delivery, DeliveryDetail, ListDeliveriesQuery } from '@ripen/contracts';
import { newId, pokeJob, type Tx } from '@ripen/persistence';
import { Database } from '../database/database';
import { likePattern } from '../database/like';
import { ApiException, orNotFound } from '../http/api-exception';
import { offsetOf, type Page, pageOf } from '../http/paging';
import { DELIVERY_COLUMNS, type DeliveryRow, toDelivery } from './webhook-row';

@Injectable()
export class DeliveriesService {
  constructor(private readonly database: Database) {}

  async list(endpointId: string, query: ListDeliveriesQuery): Promise<Page<Delivery>> {
    await this.endpoint(endpointId);
    const offset = offsetOf(query.cursor);
    const search = query.search ? likePattern(query.search.toLowerCase()) : null;
    const rows = await this.database.rows<DeliveryRow & { total: number }>(
      `SELECT ${DELIVERY_COLUMNS}, count(*) OVER () AS total FROM webhook_delivery d
       WHERE d.endpoint_id = $1 AND ($2::text[] IS NULL OR d.state = ANY ($2)) AND ($3::text IS NULL OR d.type = $3)
         AND ($4::text IS NULL OR d.id::text LIKE $4 OR d.lead_id::text LIKE $4 OR lower(d.type) LIKE $4 OR lower(d.data -> 'lead' ->> 'email') LIKE $4)
       ORDER BY d.created_at DESC, d.id DESC LIMIT $5 OFFSET $6`,
      [endpointId, query.state ?? null, query.type ?? null, search, query.limit, offset],
    );
    return pageOf(rows.map(toDelivery), { offset, total: rows[0]?.total ?? 0 });
  }

  async get(endpointId: string, id: string): Promise<DeliveryDetail> {
    const row = orNotFound(
      await this.database.row<DeliveryRow & { url: string; data: Record<string, unknown>; answer: string | null }>(
        `SELECT ${DELIVERY_COLUMNS}, d.data, d.answer, e.url FROM webhook_delivery d JOIN webhook_endpoint e ON e.id = d.endpoint_id
         WHERE d.endpoint_id = $1 AND d.id = $2`,
        [endpointId, id],
      ),
    );
    const body = { type: row.type, timestamp: new Date(row.at).toISOString(), data: row.data };
    const headers = { 'content-type': 'application/json', 'webhook-id': row.id };
    return { ...toDelivery(row), request: { url: row.url, headers, body }, answer: row.answer };
  }

  async test(endpointId: string): Promise<Delivery> {
    const { job_id, state } = await this.endpoint(endpointId);
    if (state !== 'active') throw new ApiException('wrong_state');
    const id = newId();
    await this.database.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO webhook_delivery (id, endpoint_id, type, at, data) VALUES ($1, $2, 'webhook.test', clock_timestamp(), '{"message":"Hello from Ripen"}')`,
        [id, endpointId],
      );
      await this.tryNow(tx, endpointId, job_id);
    });
    return this.get(endpointId, id);
  }

  async replay(endpointId: string, id: string): Promise<Delivery> {
    const { job_id } = await this.endpoint(endpointId);
    await this.database.transaction(async (tx) => {
      const { rowCount } = await tx.query(`${REPLAY} WHERE endpoint_id = $1 AND id = $2`, [endpointId, id]);
      if (rowCount === 0) throw new ApiException('not_found');
      await this.tryNow(tx, endpointId, job_id);
    });
    return this.get(endpointId, id);
  }

  async replayDead(endpointId: string): Promise<number> {
    const { job_id } = await this.endpoint(endpointId);
    return this.database.transaction(async (tx) => {
      const { rowCount } = await tx.query(`${REPLAY} WHERE endpoint_id = $1 AND state = 'dead'`, [endpointId]);
      await this.tryNow(tx, endpointId, job_id);
      return rowCount ?? 0;
    });
  }

  private async tryNow(tx: Tx, endpointId: string, jobId: string): Promise<void> {
    await tx.query('UPDATE webhook_endpoint SET not_before = NULL WHERE id = $1', [endpointId]);
    await pokeJob(tx, jobId);
  }

  private async endpoint(id: string): Promise<{ job_id: string; state: string }> {
    return orNotFound(
      await this.database.row<{ job_id: string; state: string }>(
        `SELECT job_id, state FROM webhook_endpoint WHERE id = $1 AND state <> 'deleted'`,
        [id],
      ),
    );
  }
}

/** From now on for another three days. One that is on its way this moment stays leased. */
const REPLAY = `UPDATE webhook_delivery SET state = 'pending', not_before = NULL, retry_from = clock_timestamp(), ended_at = NULL`;
