import { Inject, Injectable } from '@nestjs/common';
import type { RetentionPreview, RetentionShape, UpdateRetentionBody } from '@ripen/contracts';
import {
  countDue,
  dueLeads,
  keepRetention,
  readRules,
  recordAudit,
  RETENTION_RULES,
  type RetentionKey,
  runRetentionNow,
  setRule,
} from '@ripen/persistence';
import { auditActor, type Caller } from '../access/caller';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { DISPLAY_NAME_SQL } from '../leads/lead-row';

const SHOWN = 20;

/** What goes by itself after a while: the rules, what they would do, and when they did it last. */
@Injectable()
export class RetentionService {
  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  async list(): Promise<RetentionShape> {
    const { pool } = this.database;
    const now = await this.options.clock.now(pool);
    const rules = await readRules(pool);
    const items = await Promise.all(
      rules.map(async (rule) => ({
        ...rule,
        unit: RETENTION_RULES[rule.key].unit,
        erases: RETENTION_RULES[rule.key].erases,
        due: await countDue(pool, rule, now),
      })),
    );
    return { items };
  }

  async update(body: UpdateRetentionBody, caller: Caller): Promise<RetentionShape> {
    await this.database.transaction(async (tx) => {
      await setRule(tx, body, await this.options.clock.now(tx));
      await keepRetention(tx);
      await recordAudit(tx, {
        actor: auditActor(caller),
        action: 'retention.changed',
        subject: { type: 'retention', id: body.key },
        details: { rule: body.key, active: body.active, keep: body.keep },
      });
    });
    return this.list();
  }

  async preview({ key, keep }: { key: RetentionKey; keep: number }): Promise<RetentionPreview> {
    const { pool } = this.database;
    const now = await this.options.clock.now(pool);
    const ids = await dueLeads(pool, { key, keep }, { now, limit: SHOWN });
    const leads = await this.database.rows<RetentionPreview['leads'][number]>(
      `SELECT l.id, ${DISPLAY_NAME_SQL('l')} AS "displayName", l.last_touched_at AS "lastTouchpointAt"
       FROM unnest($1::uuid[]) WITH ORDINALITY x(id, place) JOIN lead l ON l.id = x.id ORDER BY x.place`,
      [ids],
    );
    return { total: await countDue(pool, { key, keep }, now), leads };
  }

  async run(): Promise<RetentionShape> {
    await this.database.transaction(runRetentionNow);
    return this.list();
  }
}
