import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  createReturnAddresses,
  judgeBounce,
  type MailReport,
  mayBeReport,
  readReport,
  type ReportSaid,
  type ReturnAddresses,
} from '@ripen/connectors';
import {
  type FeedbackEvent,
  type FeedbackSource,
  feedbackEventsSchema,
  feedbackEventSchema,
  idSchema,
} from '@ripen/contracts';
import { type MailReportKind, newId, recordAudit, takeMailReport } from '@ripen/persistence';
import { actorId, auditActor, type Caller } from '../access/caller';
import { newSecret, secretHash } from '../access/secrets';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { ApiException } from '../http/api-exception';

const KINDS: Readonly<Record<ReportSaid, MailReportKind>> = {
  hard: 'hard_bounce',
  soft: 'soft_bounce',
  refused: 'refused',
  delayed: 'delayed',
  delivered: 'delivered',
  complaint: 'complaint',
  auto_reply: 'auto_reply',
  other: 'unreadable',
};
const HINT_LENGTH = 7;
/** Ours: the id of the mail's effect before the host. */
const MESSAGE_ID = /^<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/i;

export interface Taken {
  taken: number;
  known: number;
}

/** Takes what mail servers and providers report about our mails, by the built-in mailbox or by the hook. */
@Injectable()
export class FeedbackService {
  private readonly addresses: ReturnAddresses;

  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {
    this.addresses = createReturnAddresses(options.secret);
  }

  /** What arrived at the mailbox. Ordinary mail, our own above all, is none of this. */
  async fromMailbox(raw: Buffer, rcptTo: readonly string[]): Promise<void> {
    if (!mayBeReport(raw, rcptTo)) return;
    const report = await readReport(raw, rcptTo, this.addresses);
    if (!report.addressed && (report.said === 'other' || report.said === 'auto_reply')) return;
    await this.take(report, { via: 'mailbox', sourceId: null });
  }

  /** What a provider posted, after its secret was checked: a raw message, or events. */
  async fromHook(body: Buffer, { isJson, sourceId }: { isJson: boolean; sourceId: string }): Promise<Taken> {
    const counts: Taken = { taken: 0, known: 0 };
    if (!isJson) {
      const outcome = await this.take(await readReport(body, [], this.addresses), { via: 'hook', sourceId });
      counts[outcome] += 1;
      return counts;
    }
    for (const event of eventsIn(body)) counts[await this.takeEvent(event, sourceId)] += 1;
    return counts;
  }

  /** The source whose secret this is; null for one that is unknown or revoked. */
  async sourceOf(secret: string): Promise<string | null> {
    const row = await this.database.row<{ id: string }>(
      `UPDATE feedback_source SET last_used_at = now() WHERE secret_hash = $1 AND revoked_at IS NULL RETURNING id`,
      [secretHash(secret)],
    );
    return row?.id ?? null;
  }

  sources(): Promise<FeedbackSource[]> {
    return this.database.rows<FeedbackSource>(
      `SELECT id, name, prefix AS hint, created_at AS "createdAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"
       FROM feedback_source ORDER BY created_at DESC, id DESC`,
    );
  }

  async addSource(name: string, caller: Caller): Promise<FeedbackSource & { secret: string }> {
    const secret = newSecret('rf_');
    const id = newId();
    const hint = secret.slice(0, HINT_LENGTH);
    await this.database.transaction(async (tx) => {
      await tx.query(
        'INSERT INTO feedback_source (id, name, prefix, secret_hash, created_by) VALUES ($1, $2, $3, $4, $5)',
        [id, name, hint, secretHash(secret), actorId(caller)],
      );
      const subject = { type: 'feedback_source', id };
      await recordAudit(tx, {
        actor: auditActor(caller),
        action: 'feedback_source.created',
        subject,
        details: { name },
      });
    });
    return { id, name, hint, createdAt: Date.now(), lastUsedAt: null, revokedAt: null, secret };
  }

  async revokeSource(id: string, caller: Caller): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { rows } = await tx.query<{ name: string }>(
        'UPDATE feedback_source SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL RETURNING name',
        [id],
      );
      if (!rows[0]) throw new ApiException('not_found');
      const subject = { type: 'feedback_source', id };
      const details = { name: rows[0].name };
      await recordAudit(tx, { actor: auditActor(caller), action: 'feedback_source.revoked', subject, details });
    });
  }

  private take(report: MailReport, from: { via: 'mailbox' | 'hook'; sourceId: string | null }): Promise<keyof Taken> {
    const asks = report.addressed && report.said === 'other' && report.returnTo?.kind === 'unsubscribe';
    return takeMailReport(
      this.database.pool,
      {
        ...from,
        kind: asks ? 'unsubscribe' : KINDS[report.said],
        effectId: report.returnTo?.effectId ?? null,
        code: report.code,
        key: report.key,
      },
      { clock: this.options.clock },
    );
  }

  private takeEvent(event: FeedbackEvent, sourceId: string): Promise<keyof Taken> {
    const { said, code } =
      event.type === 'bounce' ? judgeBounce(event.status, event.diagnostic) : { said: event.type, code: null };
    const key = createHash('sha256')
      .update(event.id ?? JSON.stringify(event))
      .digest('hex');
    return takeMailReport(
      this.database.pool,
      { via: 'hook', sourceId, kind: KINDS[said], effectId: this.mailOf(event), code, key },
      { clock: this.options.clock },
    );
  }

  /** A provider that showed its secret may name the mail by its Message-ID as well: many do not tell the envelope. */
  private mailOf({ returnPath, messageId }: FeedbackEvent): string | null {
    const signed = returnPath === undefined ? null : this.addresses.verify(returnPath.replace(/[<>\s]/g, ''));
    if (signed !== null) return signed.effectId;
    const named = MESSAGE_ID.exec(messageId ?? '')?.[1];
    return idSchema.safeParse(named).data ?? null;
  }
}

function eventsIn(body: Buffer): FeedbackEvent[] {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    throw new ApiException('malformed_body');
  }
  const many = feedbackEventsSchema.safeParse(Array.isArray(json) ? { events: json } : json);
  if (many.success) return many.data.events;
  const one = feedbackEventSchema.safeParse(json);
  if (one.success) return [one.data];
  throw new ApiException('validation_failed', {
    problems: many.error.issues.map(({ path, code }) => ({ path: ['body', ...path].join('.'), problem: code })),
  });
}
