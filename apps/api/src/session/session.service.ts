import { Injectable } from '@nestjs/common';
import type { SessionRow, UpdateMeBody } from '@ripen/contracts';
import { AppUser, newId, recordAudit, type Tx } from '@ripen/persistence';
import type { UserCaller } from '../access/caller';
import { auditActor } from '../access/caller';
import { newSecret, secretHash } from '../access/secrets';
import { Database } from '../database/database';
import { orNotFound } from '../http/api-exception';

/** Days. A session ends after so many without use, and after so many in any case. */
export const SESSION_IDLE_DAYS = 14;
const SESSION_MAX_DAYS = 90;

interface CallerRow {
  session_id: string;
  user_id: string;
  name: string;
  email: string;
  role: UserCaller['role'];
  language: UserCaller['language'];
  zone: string | null;
  absent: boolean;
  member_of: string[];
  manages: string[];
  factor_on: boolean;
  factor_for: string | null;
}

/** Whoever runs statements: the pool, or a transaction. */
export type Statements = Pick<Tx, 'query'>;

/** Opens, finds and ends sessions. See ADR 4. */
@Injectable()
export class SessionService {
  constructor(private readonly database: Database) {}

  /** A new session of a user. Its token is given out here and nowhere else. */
  async open(userId: string, device: string, tx: Statements = this.database.pool): Promise<string> {
    const token = newSecret();
    await tx.query(
      `INSERT INTO session (id, user_id, token_hash, device, expires_at) VALUES ($1, $2, $3, $4, now() + make_interval(days => $5))`,
      [newId(), userId, secretHash(token), device, SESSION_IDLE_DAYS],
    );
    return token;
  }

  /** Whose session this token is; null for one that is unknown, over, or of a disabled user. Use moves the end of the session. */
  async find(token: string): Promise<UserCaller | null> {
    const row = await this.database.row<CallerRow>(
      `SELECT s.id AS session_id, u.id AS user_id, u.name, u.email, u.role, u.language, u.zone, u.absent,
         ARRAY(SELECT team_id FROM team_member WHERE user_id = u.id) AS member_of,
         ARRAY(SELECT id FROM team WHERE manager_id = u.id) AS manages,
         EXISTS (SELECT FROM second_factor WHERE user_id = u.id AND confirmed_at IS NOT NULL) AS factor_on,
         (SELECT settings ->> 'secondFactor' FROM workspace) AS factor_for
       FROM session s JOIN app_user u ON u.id = s.user_id
       WHERE s.token_hash = $1 AND s.expires_at > now() AND u.disabled_at IS NULL`,
      [secretHash(token)],
    );
    if (row === null) return null;
    await this.database.rows(
      `UPDATE session SET last_seen_at = now(),
         expires_at = least(now() + make_interval(days => $2), created_at + make_interval(days => $3))
       WHERE id = $1 AND last_seen_at < now() - interval '5 minutes'`,
      [row.session_id, SESSION_IDLE_DAYS, SESSION_MAX_DAYS],
    );
    return toCaller(row);
  }

  /** The same session by a new token; the one it had opens nothing any more. For every change of what the session may do. */
  async renew(sessionId: string, tx: Statements = this.database.pool): Promise<string> {
    const token = newSecret();
    await tx.query('UPDATE session SET token_hash = $2 WHERE id = $1', [sessionId, secretHash(token)]);
    return token;
  }

  /** Ends the session of a token, whosever it is. */
  async endToken(token: string): Promise<void> {
    await this.database.rows('DELETE FROM session WHERE token_hash = $1', [secretHash(token)]);
  }

  async end(sessionId: string): Promise<void> {
    await this.database.rows('DELETE FROM session WHERE id = $1', [sessionId]);
  }

  /** Ends a user's sessions, except one. Answers how many. */
  async endAll(userId: string, except: string | null = null, tx: Statements = this.database.pool): Promise<number> {
    const { rowCount } = await tx.query('DELETE FROM session WHERE user_id = $1 AND id IS DISTINCT FROM $2::uuid', [
      userId,
      except,
    ]);
    return rowCount ?? 0;
  }

  /** Where the caller is signed in, the latest use first. */
  list(caller: UserCaller): Promise<SessionRow[]> {
    return this.database.rows<SessionRow & Record<string, unknown>>(
      `SELECT id, device, created_at AS "createdAt", last_seen_at AS "lastSeenAt", expires_at AS "expiresAt", id = $2 AS current
       FROM session WHERE user_id = $1 AND expires_at > now() ORDER BY id = $2 DESC, last_seen_at DESC, id`,
      [caller.userId, caller.sessionId],
    );
  }

  async endOne(caller: UserCaller, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { rows } = await tx.query('DELETE FROM session WHERE id = $1 AND user_id = $2 RETURNING id', [
        id,
        caller.userId,
      ]);
      orNotFound(rows[0]);
      await this.recordEnd(tx, caller, 1);
    });
  }

  async endOthers(caller: UserCaller): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.recordEnd(tx, caller, await this.endAll(caller.userId, caller.sessionId, tx));
    });
  }

  async updateMe(caller: UserCaller, body: UpdateMeBody): Promise<void> {
    if (Object.keys(body).length > 0) await this.database.repository(AppUser).update({ id: caller.userId }, body);
  }

  private recordEnd(tx: Tx, caller: UserCaller, count: number): Promise<void> {
    const subject = { type: 'user', id: caller.userId };
    return recordAudit(tx, { actor: auditActor(caller), action: 'session.ended', subject, details: { count } });
  }
}

function toCaller(row: CallerRow): UserCaller {
  const required = row.factor_for === 'all' || (row.factor_for === 'admins' && row.role === 'admin');
  return {
    kind: 'user',
    userId: row.user_id,
    name: row.name,
    email: row.email,
    role: row.role,
    language: row.language,
    zone: row.zone,
    absent: row.absent,
    sessionId: row.session_id,
    memberOf: row.member_of,
    manages: row.manages,
    secondFactor: { on: row.factor_on, required },
  };
}
