import { Injectable } from '@nestjs/common';
import type { CreatedKey, CreateKeyBody, Key } from '@ripen/contracts';
import { ApiKey, newId } from '@ripen/persistence';
import { IsNull } from 'typeorm';
import { newSecret, secretHash } from '../access/secrets';
import { Database } from '../database/database';
import { ApiException } from '../http/api-exception';

const PREFIXES = { write: 'rw_', api: 'ra_' } as const;
const HINT_LENGTH = 7;

@Injectable()
export class KeysService {
  constructor(private readonly database: Database) {}

  async list(): Promise<Key[]> {
    const keys = await this.database.repository(ApiKey).find({ order: { createdAt: 'DESC' } });
    return keys.map(toKey);
  }

  create(body: CreateKeyBody, createdBy: string | null): Promise<CreatedKey> {
    return this.keep({
      ...body,
      role: body.kind === 'api' ? body.role : null,
      key: newSecret(PREFIXES[body.kind]),
      createdBy,
    });
  }

  /** Keeps a key that was chosen outside (by the environment at the first start); one that is kept already stays as it is. */
  async keepGiven(given: { kind: 'write' | 'api'; name: string; role: 'admin' | null; key: string }): Promise<void> {
    // One statement, since two APIs that start at the same time keep the same key.
    await this.database
      .repository(ApiKey)
      .createQueryBuilder()
      .insert()
      .values(rowOf({ ...given, createdBy: null }))
      .orIgnore()
      .execute();
  }

  /** The row of a key that is in force; null for one that is unknown, revoked or of the other kind. */
  async find(kind: 'write' | 'api', key: string): Promise<FoundKey | null> {
    return this.database.row<FoundKey>(
      `WITH found AS (SELECT id, name, role, last_used_at FROM api_key WHERE key_hash = $1 AND kind = $2 AND revoked_at IS NULL),
         used AS (UPDATE api_key SET last_used_at = now() FROM found WHERE api_key.id = found.id
           AND (found.last_used_at IS NULL OR found.last_used_at < now() - interval '1 minute'))
       SELECT id, name, role FROM found`,
      [secretHash(key), kind],
    );
  }

  async revoke(id: string): Promise<void> {
    const { affected } = await this.database
      .repository(ApiKey)
      .update({ id, revokedAt: IsNull() }, { revokedAt: Date.now() });
    if (!affected) throw new ApiException('not_found');
  }

  private async keep(given: NewKey): Promise<CreatedKey> {
    const keys = this.database.repository(ApiKey);
    const saved = await keys.save(keys.create(rowOf(given)));
    return { ...toKey(saved), key: given.key };
  }
}

interface FoundKey {
  readonly id: string;
  readonly name: string;
  readonly role: ApiKey['role'];
}

interface NewKey {
  readonly kind: 'write' | 'api';
  readonly name: string;
  readonly role: ApiKey['role'];
  readonly key: string;
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

function toKey({ id, kind, name, role, prefix, createdAt, lastUsedAt, revokedAt }: ApiKey): Key {
  return {
    id,
    kind,
    name,
    role: role === 'admin' || role === 'marketer' ? role : null,
    hint: prefix,
    createdAt,
    lastUsedAt,
    revokedAt,
  };
}
