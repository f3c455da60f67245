import { Inject, Injectable } from '@nestjs/common';
import { createSealer, type Sealer } from '@ripen/connectors';
import type { SecondFactor, StartedFactor } from '@ripen/contracts';
import { recordAudit, type Tx } from '@ripen/persistence';
import { renderSVG } from 'uqr';
import { auditActor, type UserCaller } from '../access/caller';
import { keyedHash } from '../access/secrets';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { ApiException } from '../http/api-exception';
import { WorkspaceService } from '../settings/workspace.service';
import { factorUri, newFactorSecret, newRecoveryCodes, recoveryCodeOf, stepOfCode } from './one-time-code';
import { SessionService } from './session.service';

/** What a code was worth at sign-in. `recovery`: one of the ten, now used up. */
export type CodeWorth = 'none_needed' | 'missing' | 'wrong' | 'app' | 'recovery';

/** Time-based one-time codes (RFC 6238). The secret lies sealed; of recovery codes only keyed hashes are kept. */
@Injectable()
export class SecondFactorService {
  private readonly sealer: Sealer;

  constructor(
    private readonly database: Database,
    private readonly sessions: SessionService,
    private readonly workspace: WorkspaceService,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {
    this.sealer = createSealer(options.secret, 'second factor');
  }

  async state(caller: UserCaller): Promise<SecondFactor> {
    const row = await this.database.row<{ since: number; left: number }>(
      `SELECT confirmed_at AS since, (SELECT count(*) FROM recovery_code c WHERE c.user_id = f.user_id) AS left
       FROM second_factor f WHERE user_id = $1 AND confirmed_at IS NOT NULL`,
      [caller.userId],
    );
    const { required } = caller.secondFactor;
    return { on: row !== null, since: row?.since ?? null, codesLeft: row?.left ?? 0, required };
  }

  /** A new secret beside the one in force, which stays so until a code of the new one comes. */
  async start(caller: UserCaller): Promise<StartedFactor> {
    if (caller.secondFactor.on) throw new ApiException('wrong_state');
    const secret = newFactorSecret();
    await this.database.rows(
      `INSERT INTO second_factor (user_id, sealed) VALUES ($1, $2)
       ON CONFLICT (user_id) DO UPDATE SET sealed = excluded.sealed, last_step = 0 WHERE second_factor.confirmed_at IS NULL`,
      [caller.userId, this.sealer.seal(secret)],
    );
    const { companyName } = await this.workspace.settings();
    const uri = factorUri(secret, { label: caller.email, issuer: `Ripen ${companyName}` });
    const picture = `data:image/svg+xml;base64,${Buffer.from(renderSVG(uri)).toString('base64')}`;
    return { secret, uri, picture };
  }

  /** Turns it on. The session goes on by a new token, all others end: they were opened by a password alone. */
  async confirm(caller: UserCaller, code: string): Promise<{ codes: string[]; token: string }> {
    return this.database.transaction(async (tx) => {
      const worth = await this.worthOfAppCode(tx, caller.userId, code, false);
      if (worth !== 'app') throw new ApiException('wrong_code');
      await tx.query('UPDATE second_factor SET confirmed_at = now() WHERE user_id = $1', [caller.userId]);
      const codes = await this.giveCodes(tx, caller.userId);
      await this.record(tx, caller, 'second_factor.turned_on');
      await this.sessions.endAll(caller.userId, caller.sessionId, tx);
      return { codes, token: await this.sessions.renew(caller.sessionId, tx) };
    });
  }

  async turnOff(caller: UserCaller): Promise<string> {
    if (caller.secondFactor.required) throw new ApiException('second_factor_stays');
    return this.database.transaction(async (tx) => {
      const { rowCount } = await tx.query('DELETE FROM second_factor WHERE user_id = $1', [caller.userId]);
      if (rowCount === 0) throw new ApiException('wrong_state');
      await this.record(tx, caller, 'second_factor.turned_off');
      return this.sessions.renew(caller.sessionId, tx);
    });
  }

  async renewCodes(caller: UserCaller): Promise<string[]> {
    if (!caller.secondFactor.on) throw new ApiException('wrong_state');
    return this.database.transaction(async (tx) => {
      await this.record(tx, caller, 'second_factor.codes_renewed');
      return this.giveCodes(tx, caller.userId);
    });
  }

  /** Uses a code up: none opens twice, also not for two who send it at the same moment. */
  async take(tx: Tx, userId: string, code: string | undefined): Promise<CodeWorth> {
    const { rowCount } = await tx.query(
      'SELECT 1 FROM second_factor WHERE user_id = $1 AND confirmed_at IS NOT NULL FOR UPDATE',
      [userId],
    );
    if (rowCount === 0) return 'none_needed';
    if (code === undefined) return 'missing';
    const recovery = recoveryCodeOf(code);
    if (recovery === null) return this.worthOfAppCode(tx, userId, code, true);
    const used = await tx.query('DELETE FROM recovery_code WHERE user_id = $1 AND code_hash = $2', [
      userId,
      this.hashOf(userId, recovery),
    ]);
    return used.rowCount === 1 ? 'recovery' : 'wrong';
  }

  private async worthOfAppCode(tx: Tx, userId: string, code: string, confirmed: boolean): Promise<'app' | 'wrong'> {
    const { rows } = await tx.query<{ sealed: string }>(
      'SELECT sealed FROM second_factor WHERE user_id = $1 AND (confirmed_at IS NOT NULL) = $2 FOR UPDATE',
      [userId, confirmed],
    );
    const secret = rows[0] === undefined ? null : this.sealer.unseal(rows[0].sealed);
    const step = secret === null ? null : stepOfCode(secret, code, await this.options.clock.now(tx));
    if (step === null) return 'wrong';
    const { rowCount } = await tx.query(
      'UPDATE second_factor SET last_step = $2 WHERE user_id = $1 AND last_step < $2',
      [userId, step],
    );
    return rowCount === 1 ? 'app' : 'wrong';
  }

  private async giveCodes(tx: Tx, userId: string): Promise<string[]> {
    const codes = newRecoveryCodes();
    await tx.query('DELETE FROM recovery_code WHERE user_id = $1', [userId]);
    await tx.query('INSERT INTO recovery_code (user_id, code_hash) SELECT $1, unnest($2::text[])', [
      userId,
      codes.map((code) => this.hashOf(userId, recoveryCodeOf(code) ?? '')),
    ]);
    return codes;
  }

  private hashOf(userId: string, code: string): string {
    return keyedHash(this.options.secret, `recovery ${userId}:${code}`);
  }

  private record(
    tx: Tx,
    caller: UserCaller,
    action: 'second_factor.turned_on' | 'second_factor.turned_off' | 'second_factor.codes_renewed',
  ): Promise<void> {
    return recordAudit(tx, { actor: auditActor(caller), action, subject: { type: 'user', id: caller.userId } });
  }
}
