import { Inject, Injectable } from '@nestjs/common';
import type { FirstLap, UpdateFirstLapBody } from '@ripen/contracts';
import { activeModel, type Tx } from '@ripen/persistence';
import type { UserCaller } from '../access/caller';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { lapOf } from './lap';
import { type LapFacts, LAP_FACTS_SQL } from './lap-facts.sql';

/** The guided first lap: nothing is kept of it but whether it was put aside. How far somebody is, the facts say. */
@Injectable()
export class FirstLapService {
  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  of(caller: UserCaller): Promise<FirstLap> {
    return this.database.transaction(async (tx) => {
      const { rows } = await tx.query<{ dismissed: boolean; number: number; loaded: boolean }>(
        `SELECT first_lap_dismissed_at IS NOT NULL AS dismissed, first_lap_number AS number,
           EXISTS (SELECT FROM workspace WHERE example_installed_at IS NOT NULL) AS loaded
         FROM app_user WHERE id = $1`,
        [caller.userId],
      );
      const { dismissed = true, number = 1, loaded = false } = rows[0] ?? {};
      return { dismissed, lap: loaded ? await this.lap(tx, { caller, number }) : null };
    });
  }

  async update(userId: string, { dismissed, again }: UpdateFirstLapBody): Promise<void> {
    await this.database.rows(
      `UPDATE app_user SET first_lap_number = first_lap_number + $3::int,
         first_lap_dismissed_at = CASE WHEN $2::boolean IS NULL THEN first_lap_dismissed_at WHEN $2 THEN clock_timestamp() END WHERE id = $1`,
      [userId, again ? false : (dismissed ?? null), again ? 1 : 0],
    );
  }

  private async lap(
    tx: Tx,
    { caller: { userId, language }, number }: { caller: UserCaller; number: number },
  ): Promise<FirstLap['lap']> {
    const visitor = `first-lap-${userId}-${number}`;
    const hasMailbox = this.options.inboxPort !== null;
    const { rows } = await tx.query<LapFacts>(LAP_FACTS_SQL, [visitor, hasMailbox]);
    return lapOf(rows[0] ?? null, { visitor, language, hasMailbox, model: await activeModel(tx) });
  }
}
