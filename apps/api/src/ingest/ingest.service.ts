import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { type IngestAnswer, ingestBatchSchema, type IngestMessage, ingestMessageSchema } from '@ripen/contracts';
import { type IngestEvent, ingestBatch, isContention } from '@ripen/persistence';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { ApiException, refuseFields } from '../http/api-exception';
import { WorkspaceService } from '../settings/workspace.service';
import { toEvent } from './event-mapper';

const ATTEMPTS = 4;
const PAUSE_MS = 50;

interface Refused {
  readonly index: number;
  readonly problem: string;
}

/** Takes what websites and SDKs report. It answers after the commit, so a "success" is never lost. */
@Injectable()
export class IngestService {
  constructor(
    private readonly database: Database,
    private readonly workspace: WorkspaceService,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  /** One message; the endpoint says its type. */
  async one(type: 'identify' | 'track' | 'page', body: unknown): Promise<IngestAnswer> {
    const parsed = ingestMessageSchema.safeParse({ ...asObject(body), type });
    if (!parsed.success)
      throw refuseFields(
        parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), problem: problemOf(issue) })),
      );
    await this.take([parsed.data], null);
    return { success: true };
  }

  /** Many messages in one transaction. One that is not understood keeps nobody else out. */
  async batch(body: unknown): Promise<IngestAnswer> {
    const envelope = ingestBatchSchema.safeParse(body);
    if (!envelope.success)
      throw new ApiException('validation_failed', {
        problems: [{ path: 'batch', problem: 'expected_up_to_1000_messages' }],
      });
    const messages: IngestMessage[] = [];
    const refused: Refused[] = [];
    for (const [index, raw] of envelope.data.batch.entries()) {
      const parsed = ingestMessageSchema.safeParse(raw);
      if (parsed.success) messages.push(parsed.data);
      else
        refused.push({
          index,
          problem: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${problemOf(issue)}`).join('; '),
        });
    }
    await this.take(messages, envelope.data.sentAt ?? null);
    return refused.length > 0 ? { success: true, refused } : { success: true };
  }

  private async take(messages: readonly IngestMessage[], sentAt: string | number | null): Promise<void> {
    if (messages.length === 0) return;
    const mapping = await this.workspace.mapping();
    const receivedAt = await this.database.transaction((tx) => this.options.clock.now(tx));
    const events = messages
      .map((message) => toEvent(message, { mapping, receivedAt, sentAt }))
      .filter((event) => event !== null);
    if (events.length > 0) await this.store(events);
  }

  /** Batches of one visitor may meet each other's locks; the loser of a deadlock simply tries again. A database that is away is the sender's to try again. */
  private async store(events: readonly IngestEvent[]): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await ingestBatch(this.database.pool, events, { clock: this.options.clock });
        return;
      } catch (error) {
        if (attempt >= ATTEMPTS || !isContention(error)) throw error;
        await pause(PAUSE_MS * attempt);
      }
    }
  }
}

function problemOf(issue: { code: string; message: string }): string {
  return issue.code === 'custom' ? issue.message : issue.code;
}

function asObject(body: unknown): object {
  return typeof body === 'object' && body !== null ? body : {};
}
