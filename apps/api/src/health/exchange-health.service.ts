import { Injectable } from '@nestjs/common';
import type { ExchangeHealth } from '@ripen/contracts';
import { Database } from '../database/database';

/** Whether data in and out needs a person. */
@Injectable()
export class ExchangeHealthService {
  constructor(private readonly database: Database) {}

  async read(): Promise<ExchangeHealth> {
    const row = await this.database.row<ExchangeHealth>(
      `SELECT (SELECT count(*)::int FROM refused_event WHERE state = 'open') AS refused,
         (SELECT count(*)::int FROM webhook_delivery d JOIN webhook_endpoint e ON e.id = d.endpoint_id
          WHERE d.state = 'dead' AND e.state <> 'deleted') AS dead`,
    );
    return row ?? { refused: 0, dead: 0 };
  }
}
