import { Injectable } from '@nestjs/common';
import type { ChangePasswordBody, SignInBody } from '@ripen/contracts';
import type { AuditAction } from '@ripen/domain';
import { AppUser, recordAudit, type Tx } from '@ripen/persistence';
import { auditActor, type UserCaller } from '../access/caller';
import { Database } from '../database/database';
import { ApiException } from '../http/api-exception';
import { type Attempt, GuessesService } from './guesses.service';
import { hashPassword, needsRehash, passwordFits } from './password';
import { type CodeWorth, SecondFactorService } from './second-factor.service';
import { SessionService } from './session.service';

/** Where a request comes from: the network address to count guesses by, the browser in words. */
export interface Origin {
  readonly network: string;
  readonly device: string;
}

const NOBODY = { kind: 'nobody', id: null, name: null } as const;

/** Passwords and codes: every wrong try takes the same time, gets the same answer, and is counted before it is looked at. */
@Injectable()
export class SignInService {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionService,
    private readonly factors: SecondFactorService,
    private readonly guesses: GuessesService,
  ) {}

  /** The token of a new session. */
  async signIn({ email, password, code }: SignInBody, { network, device }: Origin): Promise<string> {
    const attempt = await this.guesses.begin('sign-in', email, network);
    const user = await this.database.repository(AppUser).findOneBy({ email });
    const stored = user !== null && user.disabledAt === null ? user.passwordHash : null;
    if (!(await passwordFits(stored, password)) || user === null || stored === null) {
      await this.refuse(user);
      throw new ApiException('wrong_credentials');
    }
    const newHash = needsRehash(stored) ? await hashPassword(password) : null;
    const { worth, token } = await this.database.transaction(async (tx) => {
      const worth = await this.factors.take(tx, user.id, code);
      if (worth === 'missing' || worth === 'wrong') return { worth, token: null };
      if (newHash !== null) await tx.query('UPDATE app_user SET password_hash = $2 WHERE id = $1', [user.id, newHash]);
      await this.recordOpening(tx, user, worth);
      return { worth, token: await this.sessions.open(user.id, device, tx) };
    });
    if (token === null) return this.refuseCode(attempt, user, worth);
    await attempt.clear();
    return token;
  }

  /** The password again, before something that a stolen session must not do. @throws ApiException `wrong_credentials` */
  async confirmPassword(caller: UserCaller, password: string, network: string): Promise<void> {
    const attempt = await this.guesses.begin('sign-in', caller.email, network);
    const user = await this.database.repository(AppUser).findOneBy({ id: caller.userId });
    if (!(await passwordFits(user?.passwordHash ?? null, password))) throw new ApiException('wrong_credentials');
    await attempt.clear();
  }

  /** The new token of the caller's session; all others end. */
  async changePassword(caller: UserCaller, { current, next }: ChangePasswordBody, network: string): Promise<string> {
    await this.confirmPassword(caller, current, network);
    const hash = await hashPassword(next);
    return this.database.transaction(async (tx) => {
      await this.setPassword(tx, caller.userId, hash, caller.sessionId);
      await recordAudit(tx, {
        actor: auditActor(caller),
        action: 'password.changed',
        subject: userSubject(caller.userId),
      });
      return this.sessions.renew(caller.sessionId, tx);
    });
  }

  /** Puts a password in force: ends the user's sessions, except one, and every link that could set another. */
  async setPassword(tx: Tx, userId: string, hash: string, exceptSession: string | null): Promise<void> {
    await tx.query('UPDATE app_user SET password_hash = $2 WHERE id = $1', [userId, hash]);
    await tx.query('DELETE FROM account_link WHERE user_id = $1', [userId]);
    await this.sessions.endAll(userId, exceptSession, tx);
  }

  private async refuseCode(attempt: Attempt, user: AppUser, worth: CodeWorth): Promise<never> {
    if (worth === 'missing') {
      await attempt.forgive();
      throw new ApiException('second_factor_needed');
    }
    await this.refuse(user);
    throw new ApiException('wrong_code');
  }

  /** The same statement for an address that nobody has. What was typed is not kept: it may be a password in the wrong field. */
  private refuse(user: AppUser | null): Promise<void> {
    const subject = user === null ? null : userSubject(user.id);
    return recordAudit(this.database.pool, { actor: namedBy(user), action: 'session.refused', subject });
  }

  private async recordOpening(tx: Tx, user: AppUser, worth: CodeWorth): Promise<void> {
    const actions: AuditAction[] =
      worth === 'recovery' ? ['second_factor.code_used', 'session.opened'] : ['session.opened'];
    for (const action of actions)
      await recordAudit(tx, { actor: namedBy(user), action, subject: userSubject(user.id) });
  }
}

function namedBy(user: AppUser | null) {
  return user === null ? NOBODY : ({ kind: 'user', id: user.id, name: user.name } as const);
}

function userSubject(id: string) {
  return { type: 'user', id };
}
