import { Inject, Injectable } from '@nestjs/common';
import { type RecordDetails, recordDetailsSchema, type Workspace } from '@ripen/contracts';
import {
  listPurposes,
  readRules,
  recordAudit,
  RETENTION_RULES,
  type RetentionKey,
  type StoredPurpose,
} from '@ripen/persistence';
import { auditActor, type Caller } from '../access/caller';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { WorkspaceService } from '../settings/workspace.service';

/** Everything that the record is made from, as it is set at this moment. */
export interface RecordFacts {
  readonly workspace: Workspace;
  readonly details: RecordDetails;
  readonly purposes: readonly StoredPurpose[];
  readonly forms: readonly { readonly title: { de: string; en: string }; readonly slug: string }[];
  /** Names of keys by which websites, programs and webhooks send data. */
  readonly sources: readonly string[];
  readonly recipients: readonly { readonly name: string; readonly host: string }[];
  readonly mailProviders: readonly string[];
  /** Rules that are switched on: what they are about, and how long it stays. */
  readonly retention: readonly {
    readonly key: RetentionKey;
    readonly keep: number;
    readonly unit: 'months' | 'days';
  }[];
  readonly teams: readonly string[];
  readonly counts: { readonly known: number; readonly anonymous: number; readonly suppressed: number };
  readonly secondFactors: number;
  readonly users: number;
  readonly encrypted: boolean;
  readonly ownMailbox: boolean;
}

/** Reads what the processing record says, and keeps what only the company knows. */
@Injectable()
export class RecordFactsService {
  constructor(
    private readonly database: Database,
    private readonly workspace: WorkspaceService,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  async details(): Promise<RecordDetails> {
    const row = await this.database.row<{ details: unknown }>(
      `SELECT settings -> 'processingRecord' AS details FROM workspace WHERE id = 1`,
    );
    return recordDetailsSchema.parse(row?.details ?? {});
  }

  async setDetails(details: RecordDetails, caller: Caller): Promise<RecordDetails> {
    await this.database.transaction(async (tx) => {
      await tx.query(
        `UPDATE workspace SET settings = settings || jsonb_build_object('processingRecord', $1::jsonb) WHERE id = 1`,
        [JSON.stringify(details)],
      );
      const changed = { fields: 'processing record' };
      await recordAudit(tx, { actor: auditActor(caller), action: 'settings.changed', subject: null, details: changed });
    });
    return details;
  }

  async facts(): Promise<RecordFacts> {
    const { database, options } = this;
    const names = (rows: readonly { name: string }[]): string[] => rows.map(({ name }) => name);
    const [counts] = await database.rows<RecordFacts['counts'] & { secondFactors: number; users: number }>(
      `SELECT (SELECT count(*)::int FROM lead WHERE merged_into IS NULL AND known) AS known, (SELECT count(*)::int FROM lead WHERE merged_into IS NULL AND NOT known) AS anonymous,
         (SELECT count(*)::int FROM suppression) AS suppressed, (SELECT count(*)::int FROM app_user WHERE disabled_at IS NULL) AS users,
         (SELECT count(*)::int FROM second_factor f JOIN app_user u ON u.id = f.user_id WHERE f.confirmed_at IS NOT NULL AND u.disabled_at IS NULL) AS "secondFactors"`,
    );
    return {
      workspace: await this.workspace.workspace(),
      details: await this.details(),
      purposes: await listPurposes(database.pool),
      forms: await database.rows('SELECT title, slug FROM offer WHERE active ORDER BY slug'),
      sources: names(
        await database.rows<{ name: string }>(
          `SELECT name FROM api_key WHERE revoked_at IS NULL UNION SELECT name FROM hook_source WHERE active ORDER BY 1`,
        ),
      ),
      recipients: await database.rows<{ name: string; host: string }>(
        `SELECT name, substring(url FROM '^https?://([^/:]+)') AS host FROM webhook_endpoint WHERE state <> 'deleted' ORDER BY name`,
      ),
      mailProviders: names(
        await database.rows<{ name: string }>(
          'SELECT name FROM feedback_source WHERE revoked_at IS NULL ORDER BY name',
        ),
      ),
      retention: (await readRules(database.pool)).flatMap(({ key, keep, active }) =>
        active ? [{ key, keep, unit: RETENTION_RULES[key].unit }] : [],
      ),
      teams: names(await database.rows<{ name: string }>('SELECT name FROM team ORDER BY name')),
      counts: { known: counts?.known ?? 0, anonymous: counts?.anonymous ?? 0, suppressed: counts?.suppressed ?? 0 },
      secondFactors: counts?.secondFactors ?? 0,
      users: counts?.users ?? 0,
      encrypted: options.publicUrl.startsWith('https://'),
      ownMailbox: options.inboxPort !== null,
    };
  }
}
