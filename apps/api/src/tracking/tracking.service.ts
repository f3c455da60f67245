import { Inject, Injectable } from '@nestjs/common';
import type { Tracking } from '@ripen/contracts';
import { isDatabaseAway } from '@ripen/persistence';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';

/** Entries of the ledger, the newest first, in which an event of a website is looked for. */
const LOOKED_THROUGH = 2_000;

/** What websites load and whether they report. */
@Injectable()
export class TrackingService {
  private lastWord = true;

  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  async get(): Promise<Tracking> {
    const lastEvent = await this.database.row<{ type: string; path: string | null; at: number }>(
      `SELECT type, data ->> 'path' AS path, received_at AS at FROM (SELECT * FROM ledger_entry ORDER BY id DESC LIMIT $1) newest
       WHERE kind = 'touchpoint' AND dedupe_key LIKE 'message:%' ORDER BY id DESC LIMIT 1`,
      [LOOKED_THROUGH],
    );
    return {
      respectSignals: await this.respectsSignals(),
      scriptUrl: `${this.options.publicUrl}/ripen.js`,
      lastEvent,
    };
  }

  async respectsSignals(): Promise<boolean> {
    const row = await this.database.row<{ respects: boolean }>(
      `SELECT coalesce((settings #>> '{tracking,respectSignals}')::boolean, true) AS respects FROM workspace WHERE id = 1`,
    );
    return row?.respects ?? true;
  }

  /** For the script, which websites load whatever stands behind it: while the database is away the last word counts. */
  async lastKnown(): Promise<boolean> {
    try {
      this.lastWord = await this.respectsSignals();
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
    }
    return this.lastWord;
  }

  async update(respectSignals: boolean): Promise<Tracking> {
    await this.database.rows(
      `UPDATE workspace SET settings = settings || jsonb_build_object('tracking', jsonb_build_object('respectSignals', $1::boolean)) WHERE id = 1`,
      [respectSignals],
    );
    return this.get();
  }
}
