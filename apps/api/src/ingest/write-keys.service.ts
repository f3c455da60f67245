import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { EVENTS_PER_MINUTE, type ParsedBodyOf, type WriteKey } from '@ripen/contracts';
import { addKeyUse, type KeyUse, recordAudit } from '@ripen/persistence';
import { auditActor, type Caller } from '../access/caller';
import { secretHash } from '../access/secrets';
import { Database } from '../database/database';
import { ApiException, orNotFound } from '../http/api-exception';
import { TokenBucket } from './token-bucket';

/** A write key that may send now. */
export interface AdmittedKey {
  readonly id: string;
  readonly perMinute: number;
}

const HOUR_MS = 3_600_000;
const FLUSH_EVERY_MS = 5_000;

interface Bucket {
  readonly perMinute: number;
  readonly tokens: TokenBucket;
}

/** Who may send events, how many, and how many came. The counts are a picture, not a bill: a crash loses those of a few seconds. */
@Injectable()
export class WriteKeysService implements OnApplicationShutdown {
  private readonly buckets = new Map<string, Bucket>();
  private uses = new Map<string, KeyUse>();
  private readonly timer = setInterval(() => void this.flush().catch(() => undefined), FLUSH_EVERY_MS).unref();

  constructor(private readonly database: Database) {}

  /** Admits a key in force, from a website that may use it. */
  async admit(key: string | null, origin: string | undefined): Promise<AdmittedKey> {
    const found =
      key === null
        ? null
        : await this.database.row<{ id: string; allowed_origins: string[]; events_per_minute: number | null }>(
            `WITH found AS (SELECT id, allowed_origins, events_per_minute, last_used_at FROM api_key WHERE key_hash = $1 AND kind = 'write' AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())),
               used AS (UPDATE api_key SET last_used_at = now() FROM found WHERE api_key.id = found.id
                 AND (found.last_used_at IS NULL OR found.last_used_at < now() - interval '1 minute'))
             SELECT id, allowed_origins, events_per_minute FROM found`,
            [secretHash(key)],
          );
    if (found === null) throw new ApiException('key_refused');
    const { id, allowed_origins: allowed } = found;
    if (allowed.length > 0 && origin !== undefined && !allowed.includes(origin.toLowerCase()))
      throw new ApiException('website_refused');
    return { id, perMinute: found.events_per_minute ?? EVENTS_PER_MINUTE };
  }

  /** Counts events against the key's limit. Throws `too_many_requests` with the time to wait. */
  spend({ id, perMinute }: AdmittedKey, events: number): void {
    const now = performance.now();
    const known = this.buckets.get(id);
    const bucket = known?.perMinute === perMinute ? known : { perMinute, tokens: new TokenBucket(perMinute, now) };
    this.buckets.set(id, bucket);
    const waitMs = bucket.tokens.take(events, now);
    if (waitMs === 0) return this.count(id, { events });
    this.count(id, { throttled: events });
    throw new ApiException('too_many_requests', { retryAfter: Math.ceil(waitMs / 1_000) });
  }

  count(keyId: string, more: Partial<Pick<KeyUse, 'events' | 'refused' | 'throttled'>>): void {
    const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
    const place = `${keyId} ${hour}`;
    const was = this.uses.get(place) ?? { keyId, hour, events: 0, refused: 0, throttled: 0 };
    const { events = 0, refused = 0, throttled = 0 } = more;
    this.uses.set(place, {
      ...was,
      events: was.events + events,
      refused: was.refused + refused,
      throttled: was.throttled + throttled,
    });
  }

  async list(): Promise<WriteKey[]> {
    await this.flush();
    return this.database.rows<WriteKey>(LIST);
  }

  async update(id: string, body: ParsedBodyOf<'updateWriteKey'>, caller: Caller): Promise<WriteKey> {
    await this.database.transaction(async (tx) => {
      const { rows } = await tx.query<{ name: string }>(
        `UPDATE api_key SET allowed_origins = coalesce($2, allowed_origins), events_per_minute = CASE WHEN $4 THEN $3::int ELSE events_per_minute END
         WHERE id = $1 AND kind = 'write' AND revoked_at IS NULL RETURNING name`,
        [id, body.allowedOrigins, body.eventsPerMinute, body.eventsPerMinute !== undefined],
      );
      const { name } = orNotFound(rows[0]);
      const subject = { type: 'key', id };
      const details = { name, fields: Object.keys(body) };
      await recordAudit(tx, { actor: auditActor(caller), action: 'key.changed', subject, details });
    });
    return orNotFound((await this.list()).find((key) => key.id === id));
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    // The picture may miss its last seconds: the pool may be gone already.
    await this.flush().catch(() => undefined);
  }

  private async flush(): Promise<void> {
    const uses = [...this.uses.values()];
    this.uses = new Map();
    await addKeyUse(this.database.pool, uses);
  }
}

const LIST = /* sql */ `
SELECT k.id, k.name, k.allowed_origins AS "allowedOrigins", k.events_per_minute AS "eventsPerMinute",
  coalesce((SELECT jsonb_agg(jsonb_build_object('hour', ms(u.hour), 'events', u.events, 'refused', u.refused, 'throttled', u.throttled) ORDER BY u.hour)
    FROM key_usage u WHERE u.key_id = k.id AND u.hour > clock_timestamp() - interval '24 hours'), '[]') AS usage
FROM api_key k WHERE k.kind = 'write' AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now()) ORDER BY lower(k.name), k.id`;
