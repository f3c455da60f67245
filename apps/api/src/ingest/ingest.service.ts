import { Inject, Injectable } from '@nestjs/common';
import {
  INGEST_LIMITS,
  type IngestAnswer,
  ingestBatchSchema,
  type IngestMessage,
  type RefusalReason,
} from '@ripen/contracts';
import type { EpochMs } from '@ripen/domain';
import { keepRefused, type RefusedEvent } from '@ripen/persistence';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { ApiException, refuseFields } from '../http/api-exception';
import { WorkspaceService } from '../settings/workspace.service';
import { toEvent } from './event-mapper';
import { EventStore } from './event-store.service';
import { asObject, type Judged, judgeMessage } from './judge-message';
import { UnreadableBody } from './raw-body';
import { type AdmittedKey, WriteKeysService } from './write-keys.service';

type Call = 'identify' | 'track' | 'page' | 'group' | 'alias' | 'batch';

interface Came {
  readonly key: AdmittedKey;
  readonly call: Call;
  readonly receivedAt: EpochMs;
  readonly sentAt: string | number | null;
}

/**
 * Takes what websites and SDKs report. It answers after the commit, so a "success" is never lost; what could not be used is kept with its
 * reason before that is said.
 */
@Injectable()
export class IngestService {
  constructor(
    private readonly database: Database,
    private readonly workspace: WorkspaceService,
    private readonly events: EventStore,
    private readonly writeKeys: WriteKeysService,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  /** One message; the endpoint says its type. */
  async one(call: Exclude<Call, 'batch'>, body: unknown, key: AdmittedKey): Promise<IngestAnswer> {
    this.writeKeys.spend(key, 1);
    const came = await this.came(key, call, null);
    await this.refuseUnreadable(body, came);
    const judged = judgeMessage(body, call);
    if (!judged.ok) {
      await this.keep([refusedEvent(body, judged, came)], key);
      throw judged.reason === 'too_large' ? new ApiException('payload_too_large') : refuseFields(judged.problems);
    }
    await this.take([judged.message], came);
    return { success: true };
  }

  /** Many messages in one transaction. One that is not understood keeps nobody else out. */
  async batch(body: unknown, key: AdmittedKey): Promise<IngestAnswer> {
    const envelope = ingestBatchSchema.safeParse(body);
    this.writeKeys.spend(key, envelope.success ? envelope.data.batch.length : 1);
    const came = await this.came(key, 'batch', envelope.data?.sentAt ?? null);
    await this.refuseUnreadable(body, came);
    if (!envelope.success) {
      const problems = [{ path: 'batch', problem: 'expected_up_to_1000_messages' }];
      await this.keep([refusedEvent(body, { ok: false, reason: 'invalid', problems }, came)], key);
      throw new ApiException('validation_failed', { problems });
    }
    const judged = envelope.data.batch.map((raw) => ({ raw, judged: judgeMessage(raw, 'batch') }));
    const refused = judged.flatMap(({ raw, judged: one }, index) => (one.ok ? [] : [{ raw, index, one }]));
    await this.keep(
      refused.map(({ raw, one }) => refusedEvent(raw, one, came)),
      key,
    );
    await this.take(
      judged.flatMap(({ judged: one }) => (one.ok ? [one.message] : [])),
      came,
    );
    return refused.length === 0
      ? { success: true }
      : { success: true, refused: refused.map(({ index, one }) => ({ index, problem: inOneLine(one.problems) })) };
  }

  private async came(key: AdmittedKey, call: Call, sentAt: string | number | null): Promise<Came> {
    const receivedAt = await this.options.clock.now(this.database.pool);
    return { key, call, receivedAt, sentAt };
  }

  private async refuseUnreadable(body: unknown, came: Came): Promise<void> {
    if (!(body instanceof UnreadableBody)) return;
    const problems = [{ path: '', problem: 'not_json' }];
    await this.keep([refusedEvent(body, { ok: false, reason: 'not_json', problems }, came)], came.key);
    throw new ApiException('malformed_body');
  }

  private async keep(refused: readonly RefusedEvent[], { id }: AdmittedKey): Promise<void> {
    if (refused.length === 0) return;
    await keepRefused(this.database.pool, refused);
    this.writeKeys.count(id, { refused: refused.length });
  }

  private async take(messages: readonly IngestMessage[], { receivedAt, sentAt }: Came): Promise<void> {
    if (messages.length === 0) return;
    const mapping = await this.workspace.mapping();
    const events = messages
      .map((message) => toEvent(message, { mapping, receivedAt, sentAt }))
      .filter((event) => event !== null);
    await this.events.store(events);
  }
}

function inOneLine(problems: readonly { path: string; problem: string }[]): string {
  return problems.map(({ path, problem }) => `${path}: ${problem}`).join('; ');
}

function refusedEvent(
  raw: unknown,
  judged: Extract<Judged, { ok: false }> & { reason: RefusalReason },
  { key, call, receivedAt, sentAt }: Came,
): RefusedEvent {
  const text = raw instanceof UnreadableBody ? raw.text : textOf(raw);
  const kept = Buffer.from(text).subarray(0, INGEST_LIMITS.event).toString('utf8');
  const { messageId }: { messageId?: unknown } = asObject(raw);
  const sent = sentAt === null ? Number.NaN : new Date(sentAt).getTime();
  return {
    from: { keyId: key.id },
    call,
    reason: judged.reason,
    problems: judged.problems,
    raw: kept,
    cut: kept.length < text.length,
    messageId: typeof messageId === 'string' && messageId !== '' && messageId.length <= 500 ? messageId : null,
    sentAt: Number.isNaN(sent) ? null : sent,
    receivedAt,
  };
}

/** Without the key that it came by. Nested too deep for words, its outside says enough. */
function textOf(raw: unknown): string {
  const isBag = typeof raw === 'object' && raw !== null && !Array.isArray(raw);
  const shown: unknown = isBag ? { ...raw, writeKey: undefined } : raw;
  try {
    return JSON.stringify(shown, null, 2) ?? '';
  } catch {
    return JSON.stringify(Object.keys(asObject(raw)));
  }
}
