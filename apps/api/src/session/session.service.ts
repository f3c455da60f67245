import { Inject, Injectable } from '@nestjs/common';
import type { ChangePasswordBody, SignInBody, UpdateMeBody } from '@ripen/contracts';
import { AppUser, newId } from '@ripen/persistence';
import { keyedHash, newSecret, secretHash } from '../access/secrets';
import type { UserCaller } from '../access/caller';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { ApiException, orNotFound } from '../http/api-exception';
import { hashPassword, needsRehash, passwordFits } from './password';

/** Days. A session ends after so many without use, and after so many in any case. */
export const SESSION_IDLE_DAYS = 14;
const SESSION_MAX_DAYS = 90;
const FAILURES_PER_ADDRESS = 10;
const FAILURES_PER_NETWORK = 60;
const COUNTED_MINUTES = 15;

interface SessionRow {
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
}

/** Opens, finds and ends sessions. See ADR 4. */
@Injectable()
export class SessionService {
  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  /** The token of a new session; every wrong try takes the same time and gets the same answer. */
  async signIn({ email, password }: SignInBody, network: string): Promise<string> {
    const keys = [this.failureKey('address', email), this.failureKey('network', network)] as const;
    await this.refuseGuessing(keys);
    const users = this.database.repository(AppUser);
    const user = await users.findOneBy({ email });
    const stored = user !== null && user.disabledAt === null ? user.passwordHash : null;
    if (!(await passwordFits(stored, password)) || user === null) {
      await this.countFailure(keys);
      throw new ApiException('wrong_credentials');
    }
    if (stored !== null && needsRehash(stored))
      await users.update({ id: user.id }, { passwordHash: await hashPassword(password) });
    await this.database.rows('DELETE FROM sign_in_failure WHERE key = $1', [keys[0]]);
    return this.open(user.id);
  }

  /** A new session of a user. Its token is given out here and nowhere else. */
  async open(userId: string): Promise<string> {
    const token = newSecret();
    await this.database.rows(
      `INSERT INTO session (id, user_id, token_hash, expires_at) VALUES ($1, $2, $3, now() + make_interval(days => $4))`,
      [newId(), userId, secretHash(token), SESSION_IDLE_DAYS],
    );
    return token;
  }

  /** Whose session this token is; null for one that is unknown, over, or of a disabled user. Use moves the end of the session. */
  async find(token: string): Promise<UserCaller | null> {
    const row = await this.database.row<SessionRow>(
      `SELECT s.id AS session_id, u.id AS user_id, u.name, u.email, u.role, u.language, u.zone, u.absent,
         ARRAY(SELECT team_id FROM team_member WHERE user_id = u.id) AS member_of,
         ARRAY(SELECT id FROM team WHERE manager_id = u.id) AS manages
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
    };
  }

  async end(sessionId: string): Promise<void> {
    await this.database.rows('DELETE FROM session WHERE id = $1', [sessionId]);
  }

  /** Ends a user's sessions, except one. */
  async endAll(userId: string, except: string | null = null): Promise<void> {
    await this.database.rows('DELETE FROM session WHERE user_id = $1 AND id IS DISTINCT FROM $2::uuid', [
      userId,
      except,
    ]);
  }

  async changePassword(caller: UserCaller, { current, next }: ChangePasswordBody, network: string): Promise<void> {
    const keys = [this.failureKey('address', caller.email), this.failureKey('network', network)] as const;
    await this.refuseGuessing(keys);
    const users = this.database.repository(AppUser);
    const user = orNotFound(await users.findOneBy({ id: caller.userId }));
    if (!(await passwordFits(user.passwordHash, current))) {
      await this.countFailure(keys);
      throw new ApiException('wrong_credentials');
    }
    await users.update({ id: user.id }, { passwordHash: await hashPassword(next) });
    await this.endAll(user.id, caller.sessionId);
  }

  async updateMe(caller: UserCaller, body: UpdateMeBody): Promise<void> {
    if (Object.keys(body).length > 0) await this.database.repository(AppUser).update({ id: caller.userId }, body);
  }

  private async refuseGuessing([address, network]: readonly [string, string]): Promise<void> {
    const counted = await this.database.row<{ address: number; network: number }>(
      `SELECT count(*) FILTER (WHERE key = $1) AS address, count(*) FILTER (WHERE key = $2) AS network FROM sign_in_failure
       WHERE key IN ($1, $2) AND at > now() - make_interval(mins => $3)`,
      [address, network, COUNTED_MINUTES],
    );
    if (counted === null) return;
    if (counted.address >= FAILURES_PER_ADDRESS || counted.network >= FAILURES_PER_NETWORK)
      throw new ApiException('too_many_requests');
  }

  private async countFailure(keys: readonly [string, string]): Promise<void> {
    await this.database.rows('DELETE FROM sign_in_failure WHERE at < now() - make_interval(mins => $1)', [
      COUNTED_MINUTES,
    ]);
    await this.database.rows('INSERT INTO sign_in_failure (key) SELECT unnest($1::text[])', [keys]);
  }

  private failureKey(kind: 'address' | 'network', text: string): string {
    return keyedHash(this.options.secret, `${kind}:${text}`);
  }
}
