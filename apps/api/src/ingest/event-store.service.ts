import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { type IngestEvent, ingestBatch, isContention } from '@ripen/persistence';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';

const ATTEMPTS = 4;
const PAUSE_MS = 50;

/** Where events go that can be used, whichever way they came. When it returns, they are stored. */
@Injectable()
export class EventStore {
  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  /** Batches of one visitor may meet each other's locks; the loser of a deadlock simply tries again. A database that is away is the sender's to try again. */
  async store(events: readonly IngestEvent[]): Promise<void> {
    if (events.length === 0) return;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await ingestBatch(this.database.pool, events, { clock: this.options.clock });
        return;
      } catch (error) {
        if (attempt >= ATTEMPTS || !isContention(error)) throw error;
        await pause(PAUSE_MS * attempt);
      }
    }
  }
}
