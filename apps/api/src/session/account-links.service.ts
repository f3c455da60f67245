import { Inject, Injectable } from '@nestjs/common';
import { createSigner, type Signer } from '@ripen/connectors';
import type { Invitation } from '@ripen/contracts';
import type { EpochMs, Language } from '@ripen/domain';
import { newId, recordAudit, startJob, type Tx } from '@ripen/persistence';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { ApiException } from '../http/api-exception';
import { GuessesService } from './guesses.service';
import { hashPassword } from './password';
import { SessionService } from './session.service';
import { SignInService } from './sign-in.service';

export type LinkKind = 'invitation' | 'reset';

const VALID_HOURS: Readonly<Record<LinkKind, number>> = { invitation: 7 * 24, reset: 1 };

interface Linked {
  id: string;
  user_id: string;
  team_id: string | null;
  name: string;
  email: string;
  language: Language;
}

/**
 * Links of mails that set a password. The token is the signed id of a row, made when the mail is written, so that nothing at rest opens
 * anything; the row is gone once it was used.
 */
@Injectable()
export class AccountLinksService {
  private readonly signer: Signer;

  constructor(
    private readonly database: Database,
    private readonly guesses: GuessesService,
    private readonly sessions: SessionService,
    private readonly signIns: SignInService,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {
    this.signer = createSigner(options.secret);
  }

  /** A new link in place of the earlier ones of its kind, and its mail. */
  async send(tx: Tx, kind: LinkKind, userId: string, more: { teamId: string | null }): Promise<void> {
    const id = newId();
    await tx.query('DELETE FROM account_link WHERE user_id = $1 AND kind = $2', [userId, kind]);
    await tx.query(
      `INSERT INTO account_link (id, user_id, kind, team_id, expires_at) VALUES ($1, $2, $3, $4, now() + make_interval(hours => $5))`,
      [id, userId, kind, more.teamId, VALID_HOURS[kind]],
    );
    await startJob(tx, { kind: 'account_mail', subjectId: id, total: 1 });
  }

  async invitation(token: string): Promise<Invitation> {
    const { name, email, language } = await this.find('invitation', token);
    const row = await this.database.row<{ company: string }>(
      `SELECT coalesce(settings ->> 'companyName', '') AS company FROM workspace`,
    );
    return { name, email, language, companyName: row?.company ?? '' };
  }

  /** The token of the first session. */
  async accept(
    { token, password, name }: { token: string; password: string; name?: string | undefined },
    device: string,
  ): Promise<string> {
    await this.find('invitation', token);
    const hash = await hashPassword(password);
    return this.database.transaction(async (tx) => {
      const link = await this.use(tx, 'invitation', token);
      if (name !== undefined) await tx.query('UPDATE app_user SET name = $2 WHERE id = $1', [link.user_id, name]);
      await this.signIns.setPassword(tx, link.user_id, hash, null);
      if (link.team_id !== null)
        await tx.query(
          'INSERT INTO team_member (team_id, user_id, position) VALUES ($1, $2, 1000) ON CONFLICT DO NOTHING',
          [link.team_id, link.user_id],
        );
      await this.record(tx, { ...link, name: name ?? link.name }, 'user.joined');
      return this.sessions.open(link.user_id, device, tx);
    });
  }

  /**
   * Counts, and answers; whether somebody has this address is looked up afterwards, so that neither the answer nor its time tells.
   */
  async askReset(email: string, network: string): Promise<void> {
    await this.guesses.begin('reset', email, network);
    setImmediate(() => {
      this.sendReset(email).catch((error: unknown) => {
        this.options.logger.error(
          { error: error instanceof Error ? error.name : typeof error },
          'password reset failed',
        );
      });
    });
  }

  async reset({ token, password }: { token: string; password: string }): Promise<void> {
    await this.find('reset', token);
    const hash = await hashPassword(password);
    await this.database.transaction(async (tx) => {
      const link = await this.use(tx, 'reset', token);
      await this.signIns.setPassword(tx, link.user_id, hash, null);
      await this.record(tx, link, 'password.reset');
    });
  }

  private async sendReset(email: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { rows } = await tx.query<{ id: string; name: string }>(
        'SELECT id, name FROM app_user WHERE lower(email) = $1 AND password_hash IS NOT NULL AND disabled_at IS NULL FOR UPDATE',
        [email],
      );
      const [user] = rows;
      if (user === undefined) return;
      await this.send(tx, 'reset', user.id, { teamId: null });
      await this.record(tx, { user_id: user.id, name: user.name }, 'password.reset_asked');
    });
  }

  private async find(kind: LinkKind, token: string): Promise<Linked> {
    const found = await this.database.row<Linked & { expires_at: EpochMs }>(
      `SELECT l.id, l.user_id, l.team_id, u.name, u.email, u.language FROM account_link l JOIN app_user u ON u.id = l.user_id
       WHERE l.id = $1 AND l.kind = $2 AND l.expires_at > now() AND u.disabled_at IS NULL`,
      [await this.idOf(kind, token), kind],
    );
    if (found === null) throw new ApiException('link_over');
    return found;
  }

  /** Takes the link away with its row: of two who come with it at once, one is too late. */
  private async use(tx: Tx, kind: LinkKind, token: string): Promise<Linked> {
    const { rows } = await tx.query<Linked>(
      `DELETE FROM account_link l USING app_user u
       WHERE u.id = l.user_id AND l.id = $1 AND l.kind = $2 AND l.expires_at > now() AND u.disabled_at IS NULL
       RETURNING l.id, l.user_id, l.team_id, u.name, u.email, u.language`,
      [await this.idOf(kind, token), kind],
    );
    const [link] = rows;
    if (link === undefined) throw new ApiException('link_over');
    return link;
  }

  private async idOf(kind: LinkKind, token: string): Promise<string> {
    const now = await this.options.clock.now(this.database.pool);
    const [id] = this.signer.verify(kind, token, now) ?? [];
    if (id === undefined) throw new ApiException('link_over');
    return id;
  }

  private record(
    tx: Tx,
    user: { user_id: string; name: string },
    action: 'user.joined' | 'password.reset' | 'password.reset_asked',
  ): Promise<void> {
    const actor = { kind: 'user', id: user.user_id, name: user.name } as const;
    return recordAudit(tx, { actor, action, subject: { type: 'user', id: user.user_id } });
  }
}
