import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { verifyWebhook } from '@ripen/connectors';
import {
  type FieldProblem,
  hookMappingSchema,
  INGEST_LIMITS,
  type IngestAnswer,
  type RefusalReason,
} from '@ripen/contracts';
import type { EpochMs } from '@ripen/domain';
import { keepRefused } from '@ripen/persistence';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { ApiException } from '../http/api-exception';
import { EventStore } from '../ingest/event-store.service';
import { HookEvents } from './hook-events.service';
import { HookSourcesService, SOURCE_SQL, type SourceRow } from './hook-sources.service';
import { hashed, valueAt } from './map-payload';

export interface Call {
  readonly slug: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Takes what other systems report. What cannot be mapped is kept with its reason, so that the sender need not send it again. */
@Injectable()
export class ReceiveHookService {
  constructor(
    private readonly database: Database,
    private readonly sources: HookSourcesService,
    private readonly hookEvents: HookEvents,
    private readonly store: EventStore,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  async receive({ slug, headers, body }: Call): Promise<IngestAnswer> {
    const source = await this.database.row<SourceRow>(`${SOURCE_SQL} WHERE slug = $1 AND active`, [slug]);
    const now = await this.options.clock.now(this.database.pool);
    // A source that is not there and a signature that is wrong look the same from outside.
    if (source === null || !this.isFrom(source, { headers, body, now })) throw new ApiException('signature_refused');
    const text = body.toString('utf8').replaceAll('\0', '');
    const payload = parsed(text);
    if (payload === undefined) return this.refuse(source, { text, now, messageId: null }, 'not_json', []);
    await this.remember(source.id, text, now);
    const mapping = hookMappingSchema.parse(source.mapping);
    const named = mapping.messageId === null ? undefined : valueAt(payload, mapping.messageId);
    const own = headers['webhook-id'] ?? (named === undefined ? hashed(text) : String(named));
    const messageId = `hook:${source.id}:${String(own)}`.slice(0, 400);
    const read = await this.hookEvents.read(payload, { mapping, messageId, receivedAt: now });
    if (!read.ok) return this.refuse(source, { text, now, messageId }, 'not_mapped', read.problems);
    await this.store.store(read.events);
    await this.count(source.id, 'accepted');
    return { success: true };
  }

  private isFrom(source: SourceRow, { headers, body, now }: Omit<Call, 'slug'> & { now: EpochMs }): boolean {
    const secrets = this.sources.secretsOf(source, now);
    if (source.auth === 'signature') return verifyWebhook({ headers, body }, { secrets, now }).ok;
    const given = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
    // Hashes have one length: nothing is told by how long it takes.
    return given !== undefined && secrets.some((one) => timingSafeEqual(bytesOf(one), bytesOf(given)));
  }

  private async refuse(
    source: SourceRow,
    came: { text: string; now: EpochMs; messageId: string | null },
    reason: RefusalReason,
    problems: readonly FieldProblem[],
  ): Promise<IngestAnswer> {
    const raw = Buffer.from(came.text).subarray(0, INGEST_LIMITS.event).toString('utf8');
    await keepRefused(this.database.pool, [
      {
        from: { sourceId: source.id },
        call: 'webhook',
        ...{ reason, problems, raw },
        cut: raw.length < came.text.length,
        messageId: came.messageId,
        sentAt: null,
        receivedAt: came.now,
      },
    ]);
    await this.count(source.id, 'refused');
    return { success: true, refused: [{ index: 0, problem: problems[0]?.problem ?? reason }] };
  }

  private async remember(sourceId: string, text: string, now: EpochMs): Promise<void> {
    if (Buffer.byteLength(text) > INGEST_LIMITS.event) return;
    await this.database.rows(
      `INSERT INTO hook_payload (source_id, raw, received_at) VALUES ($1, $2, instant($3))
       ON CONFLICT (source_id) DO UPDATE SET raw = excluded.raw, received_at = excluded.received_at`,
      [sourceId, text, now],
    );
  }

  private async count(sourceId: string, what: 'accepted' | 'refused'): Promise<void> {
    await this.database.rows(
      `UPDATE hook_source SET ${what} = ${what} + 1, last_received_at = clock_timestamp() WHERE id = $1`,
      [sourceId],
    );
  }
}

function bytesOf(secret: string): Buffer {
  return Buffer.from(hashed(secret));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
