import { Injectable } from '@nestjs/common';
import { type CreatedKey, type CreateKeyBody, type Key, KEY_SCOPES, type KeyScope } from '@ripen/contracts';
import { ApiKey, newId, recordAudit } from '@ripen/persistence';
import { IsNull } from 'typeorm';
import { actorId, auditActor, type Caller } from '../access/caller';
import { newSecret, secretHash } from '../access/secrets';
import { Database } from '../database/database';
import { orNotFound, refuseFields } from '../http/api-exception';

const PREFIXES = { write: 'rw_', api: 'ra_' } as const;
const HINT_LENGTH = 7;

@Injectable()
export class KeysService {
  constructor(private readonly database: Database) {}

  async list(): Promise<Key[]> {
    const keys = await this.database.repository(ApiKey).find({ order: { createdAt: 'DESC' } });
    return keys.map(toKey);
  }

  create(body: CreateKeyBody, caller: Caller): Promise<CreatedKey> {
    const { kind, name, expiresAt = null } = body;
    if (expiresAt !== null && expiresAt <= Date.now())
      throw refuseFields([{ path: 'body.expiresAt', problem: 'in_the_past' }]);
    const scopes = body.kind === 'api' ? KEY_SCOPES.filter((scope) => body.scopes.includes(scope)) : [];
    const key = newSecret(PREFIXES[kind]);
    return this.database.repository(ApiKey).manager.transaction(async (manager) => {
      const keys = manager.getRepository(ApiKey);
      const saved = await keys.save(
        keys.create(rowOf({ kind, name, scopes, key, expiresAt, createdBy: actorId(caller) })),
      );
      const subject = { type: 'key', id: saved.id };
      await recordAudit(manager, {
        actor: auditActor(caller),
        action: 'key.created',
        subject,
        details: { name, scopes },
      });
      return { ...toKey(saved), key };
    });
  }

  /** Keeps a key that was chosen outside (by the environment at the first start); one that is kept already stays as it is. */
  async keepGiven(given: {
    kind: 'write' | 'api';
    name: string;
    scopes: readonly KeyScope[];
    key: string;
  }): Promise<void> {
    // One statement, since two APIs that start at the same time keep the same key.
    await this.database
      .repository(ApiKey)
      .createQueryBuilder()
      .insert()
      .values(rowOf({ ...given, scopes: [...given.scopes], expiresAt: null, createdBy: null }))
      .orIgnore()
      .execute();
  }

  /** The row of a key that is in force; null for one that is unknown, revoked, expired or of the other kind. */
  async find(kind: 'write' | 'api', key: string): Promise<FoundKey | null> {
    return this.database.row<FoundKey>(
      `WITH found AS (SELECT id, name, scopes, last_used_at FROM api_key WHERE key_hash = $1 AND kind = $2
         AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())),
         used AS (UPDATE api_key SET last_used_at = now() FROM found WHERE api_key.id = found.id
           AND (found.last_used_at IS NULL OR found.last_used_at < now() - interval '1 minute'))
       SELECT id, name, scopes FROM found`,
      [secretHash(key), kind],
    );
  }

  async revoke(id: string, caller: Caller): Promise<void> {
    await this.database.repository(ApiKey).manager.transaction(async (manager) => {
      const keys = manager.getRepository(ApiKey);
      const { name } = orNotFound(await keys.findOneBy({ id, revokedAt: IsNull() }));
      await keys.update({ id }, { revokedAt: Date.now() });
      const subject = { type: 'key', id };
      await recordAudit(manager, { actor: auditActor(caller), action: 'key.revoked', subject, details: { name } });
    });
  }
}

interface FoundKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
}

interface NewKey {
  readonly kind: 'write' | 'api';
  readonly name: string;
  readonly scopes: string[];
  readonly key: string;
  readonly expiresAt: number | null;
  readonly createdBy: string | null;
}

function rowOf({ key, ...rest }: NewKey) {
  return {
    ...rest,
    id: newId(),
    prefix: key.slice(0, HINT_LENGTH),
    keyHash: secretHash(key),
    lastUsedAt: null,
    revokedAt: null,
  };
}

function toKey({ id, kind, name, scopes, prefix, createdAt, lastUsedAt, revokedAt, expiresAt }: ApiKey): Key {
  return {
    id,
    kind,
    name,
    scopes: KEY_SCOPES.filter((scope) => scopes.includes(scope)),
    hint: prefix,
    createdAt,
    lastUsedAt,
    revokedAt,
    expiresAt,
  };
}
