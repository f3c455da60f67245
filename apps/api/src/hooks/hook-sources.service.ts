import { Inject, Injectable } from '@nestjs/common';
import { createSealer, newWebhookSecret, type Sealer } from '@ripen/connectors';
import {
  type CreateHookSourceBody,
  type HookMapping,
  hookMappingSchema,
  type HookSource,
  type HookSourceWithSecret,
  type ParsedBodyOf,
  type ResponseOf,
} from '@ripen/contracts';
import type { EpochMs } from '@ripen/domain';
import { newId, recordAudit, type Tx } from '@ripen/persistence';
import { auditActor, type Caller } from '../access/caller';
import { newSecret } from '../access/secrets';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { isUniqueViolation } from '../database/unique-violation';
import { ApiException, orNotFound } from '../http/api-exception';
import { mapPayload } from './map-payload';

const OVERLAP_MS = 24 * 3_600_000;

export interface SealedSecret {
  readonly sealed: string;
  readonly until: EpochMs | null;
}

export interface SourceRow extends Omit<HookSource, 'rotatingUntil'> {
  secrets: SealedSecret[];
}

export const SOURCE_SQL = /* sql */ `
SELECT id, slug, name, auth, active, mapping, accepted, refused, last_received_at AS "lastReceivedAt", secrets FROM hook_source`;

/** Other systems that may report by webhook. */
@Injectable()
export class HookSourcesService {
  private readonly sealer: Sealer;

  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {
    this.sealer = createSealer(options.secret, 'hook');
  }

  async list(): Promise<HookSource[]> {
    return (await this.database.rows<SourceRow>(`${SOURCE_SQL} ORDER BY lower(name), id`)).map(toSource);
  }

  async create({ name, slug, auth, mapping }: CreateHookSourceBody, caller: Caller): Promise<HookSourceWithSecret> {
    const [id, secret] = [newId(), secretFor(auth)];
    try {
      await this.database.transaction(async (tx) => {
        await tx.query(
          'INSERT INTO hook_source (id, slug, name, auth, secrets, mapping) VALUES ($1, $2, $3, $4, $5, $6)',
          [
            ...[id, slug, name, auth, JSON.stringify([{ sealed: this.sealer.seal(secret), until: null }])],
            JSON.stringify(mapping),
          ],
        );
        await record(tx, { caller, action: 'hook.created', id, name });
      });
    } catch (error) {
      if (isUniqueViolation(error)) throw new ApiException('already_exists');
      throw error;
    }
    return { ...(await this.get(id)), secret };
  }

  async update(id: string, body: ParsedBodyOf<'updateHookSource'>, caller: Caller): Promise<HookSource> {
    await this.database.transaction(async (tx) => {
      const { rows } = await tx.query<{ name: string }>(
        'UPDATE hook_source SET name = coalesce($2, name), active = coalesce($3, active), mapping = coalesce($4, mapping) WHERE id = $1 RETURNING name',
        [id, body.name, body.active, body.mapping === undefined ? null : JSON.stringify(body.mapping)],
      );
      await record(tx, { caller, action: 'hook.changed', id, name: orNotFound(rows[0]).name });
    });
    return this.get(id);
  }

  async remove(id: string, caller: Caller): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { rows } = await tx.query<{ name: string }>('DELETE FROM hook_source WHERE id = $1 RETURNING name', [id]);
      await record(tx, { caller, action: 'hook.removed', id, name: orNotFound(rows[0]).name });
    });
  }

  async rotate(id: string, caller: Caller): Promise<HookSourceWithSecret> {
    const { auth } = await this.get(id);
    const secret = secretFor(auth);
    await this.database.transaction(async (tx) => {
      const now = await this.options.clock.now(tx);
      const { rows } = await tx.query<{ name: string; secrets: SealedSecret[] }>(
        'SELECT name, secrets FROM hook_source WHERE id = $1 FOR UPDATE',
        [id],
      );
      const { name, secrets } = orNotFound(rows[0]);
      const kept = secrets.slice(0, 1).map(({ sealed }) => ({ sealed, until: now + OVERLAP_MS }));
      const next = [{ sealed: this.sealer.seal(secret), until: null }, ...kept];
      await tx.query('UPDATE hook_source SET secrets = $2 WHERE id = $1', [id, JSON.stringify(next)]);
      await record(tx, { caller, action: 'hook.rotated', id, name });
    });
    return { ...(await this.get(id)), secret };
  }

  async tryMapping(id: string, mapping: HookMapping): Promise<ResponseOf<'tryHookMapping'>> {
    await this.get(id);
    const row = await this.database.row<{ raw: string }>('SELECT raw FROM hook_payload WHERE source_id = $1', [id]);
    if (row === null) return { payload: null, events: [], problems: [] };
    const mapped = mapPayload(JSON.parse(row.raw), mapping, 'hook:try');
    return {
      payload: row.raw,
      events: mapped.ok ? mapped.messages.map((message) => ({ ...message, messageId: undefined })) : [],
      problems: mapped.ok ? [] : [...mapped.problems],
    };
  }

  /** The secrets of a source that are good at `now`. */
  secretsOf({ secrets }: Pick<SourceRow, 'secrets'>, now: EpochMs): string[] {
    return secrets
      .filter(({ until }) => until === null || until > now)
      .flatMap(({ sealed }) => this.sealer.unseal(sealed) ?? []);
  }

  private async get(id: string): Promise<HookSource> {
    return toSource(orNotFound(await this.database.row<SourceRow>(`${SOURCE_SQL} WHERE id = $1`, [id])));
  }
}

function secretFor(auth: HookSource['auth']): string {
  return auth === 'signature' ? newWebhookSecret() : newSecret('rh_');
}

function toSource({ secrets, mapping, ...row }: SourceRow): HookSource {
  const until = secrets.map((one) => one.until).find((at) => at !== null && at > Date.now());
  return { ...row, mapping: hookMappingSchema.parse(mapping), rotatingUntil: until ?? null };
}

interface Deed {
  readonly caller: Caller;
  readonly action: 'hook.created' | 'hook.changed' | 'hook.removed' | 'hook.rotated';
  readonly id: string;
  readonly name: string;
}

function record(tx: Tx, { caller, action, id, name }: Deed): Promise<void> {
  return recordAudit(tx, { actor: auditActor(caller), action, subject: { type: 'hook', id }, details: { name } });
}
