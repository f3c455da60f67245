import { Injectable } from '@nestjs/common';
import type { MailOut } from '@ripen/contracts';
import { Database } from '../database/database';
import { effectReason } from '../effects/effect-reason';

/** What is ours or the mail server's, whoever the mail is for. Of the rest a single reader's server may be the cause. */
const OUR_SIDE = ['connection', 'tls', 'auth_failed', 'sender_refused'];
/** So many refusals are no accident: after about a minute. */
const OUR_TRIES = 3;
/** Greylisting and full mailboxes are over by then: after about eight minutes. */
const THEIR_TRIES = 6;

interface WaitingMails {
  waiting: number;
  stuck: boolean | null;
  since: number | null;
  next_try_at: number | null;
  code: string | null;
}

/** Whether mails get out, read from those that were refused and wait for their next try. */
@Injectable()
export class MailOutService {
  constructor(private readonly database: Database) {}

  async read(): Promise<MailOut> {
    const row = await this.database.row<WaitingMails>(
      `SELECT count(*) AS waiting, bool_or(attempt >= CASE WHEN code = ANY ($1) THEN $2::int ELSE $3::int END) AS stuck, min(created_at) AS since,
         min(not_before) AS next_try_at, (array_agg(code ORDER BY refused_at DESC, id DESC))[1] AS code
       FROM effect WHERE state = 'planned' AND refused_at IS NOT NULL`,
      [OUR_SIDE, OUR_TRIES, THEIR_TRIES],
    );
    const { waiting = 0, stuck = false, since = null, next_try_at: nextTryAt = null, code = null } = row ?? {};
    const reason = waiting === 0 ? null : effectReason('planned', code);
    return { waiting, stuck: stuck === true, since, nextTryAt, code, reason };
  }
}
