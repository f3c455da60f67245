import { Injectable } from '@nestjs/common';
import type { CreatePurposeBody, Purpose, PurposeChange, UpdatePurposeBody } from '@ripen/contracts';
import { TRANSACTIONAL } from '@ripen/domain';
import { LATEST_WORD, listPurposes, lockPurpose, recordAudit, savePurpose } from '@ripen/persistence';
import { actorId, auditActor, type Caller } from '../access/caller';
import { Database } from '../database/database';
import { ApiException, orNotFound, refuseFields } from '../http/api-exception';

/** What people may be written to for, and every wording that somebody ever agreed to. */
@Injectable()
export class PurposesService {
  constructor(private readonly database: Database) {}

  async list(): Promise<Purpose[]> {
    const purposes = await listPurposes(this.database.pool);
    const counts = await this.database.rows<{ purpose: string; granted: number }>(
      `SELECT purpose, count(DISTINCT lead_id)::int AS granted FROM (SELECT DISTINCT ON (lead_id, purpose, channel) lead_id, purpose, state FROM consent
         ORDER BY lead_id, purpose, channel, ${LATEST_WORD}) latest WHERE state = 'granted' GROUP BY purpose`,
    );
    const granted = new Map(counts.map((row) => [row.purpose, row.granted]));
    return purposes.map((purpose) => ({
      ...purpose,
      channels: [...purpose.channels],
      granted: granted.get(purpose.key) ?? 0,
    }));
  }

  async create({ key, ...state }: CreatePurposeBody, caller: Caller): Promise<Purpose> {
    await this.database.transaction(async (tx) => {
      if ((await lockPurpose(tx, key)) !== null) throw new ApiException('already_exists', { field: 'key' });
      await savePurpose(tx, key, { state, was: null, userId: actorId(caller) });
      const subject = { type: 'purpose', id: key };
      await recordAudit(tx, { actor: auditActor(caller), action: 'purpose.created', subject, details: { name: key } });
    });
    return this.get(key);
  }

  async update(key: string, state: UpdatePurposeBody, caller: Caller): Promise<Purpose> {
    await this.database.transaction(async (tx) => {
      const was = orNotFound(await lockPurpose(tx, key));
      if (was.builtin && was.needsConsent !== state.needsConsent)
        throw refuseFields([{ path: 'body.needsConsent', problem: 'builtin' }]);
      if (key === TRANSACTIONAL && !state.active) throw refuseFields([{ path: 'body.active', problem: 'builtin' }]);
      const changed = await savePurpose(tx, key, { state, was, userId: actorId(caller) });
      if (changed.length === 0) return;
      const details = { name: key, fields: changed.join(', ') };
      const subject = { type: 'purpose', id: key };
      await recordAudit(tx, { actor: auditActor(caller), action: 'purpose.changed', subject, details });
    });
    return this.get(key);
  }

  async changes(key: string): Promise<PurposeChange[]> {
    const rows = await this.database.rows<PurposeChange>(
      `SELECT c.at, u.name AS by, c.wording_version AS "wordingVersion", c.changed, c.state -> 'wording' AS wording
       FROM purpose_change c LEFT JOIN app_user u ON u.id = c.changed_by WHERE c.purpose = $1 ORDER BY c.at DESC, c.id DESC`,
      [key],
    );
    if (rows.length === 0) throw new ApiException('not_found');
    return rows;
  }

  private async get(key: string): Promise<Purpose> {
    return orNotFound((await this.list()).find((purpose) => purpose.key === key));
  }
}
