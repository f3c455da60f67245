import { Injectable } from '@nestjs/common';
import type { InviteUserBody, User } from '@ripen/contracts';
import { newId, recordAudit, type Tx } from '@ripen/persistence';
import { auditActor, type Caller } from '../access/caller';
import { Database } from '../database/database';
import { isForeignKeyViolation, isUniqueViolation } from '../database/unique-violation';
import { ApiException } from '../http/api-exception';
import { AccountLinksService } from '../session/account-links.service';
import { UsersService } from './users.service';

interface Invited {
  id: string;
  name: string;
  team_id: string | null;
}

/** People who have been asked to join and have not set a password yet. Until then they get no leads: the team comes with the password. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly database: Database,
    private readonly links: AccountLinksService,
    private readonly users: UsersService,
  ) {}

  async invite({ name, email, role, language = 'de', teamId }: InviteUserBody, caller: Caller): Promise<User> {
    const id = newId();
    try {
      await this.database.transaction(async (tx) => {
        await tx.query('INSERT INTO app_user (id, name, email, role, language) VALUES ($1, $2, $3, $4, $5)', [
          id,
          name,
          email,
          role,
          language,
        ]);
        await this.links.send(tx, 'invitation', id, { teamId: teamId ?? null });
        await this.record(tx, caller, { action: 'user.invited', id, details: { name, role } });
      });
    } catch (error) {
      if (isForeignKeyViolation(error)) throw new ApiException('not_found');
      throw isUniqueViolation(error) ? new ApiException('already_exists', { field: 'email' }) : error;
    }
    return this.users.get(id);
  }

  async sendAgain(id: string, caller: Caller): Promise<User> {
    await this.database.transaction(async (tx) => {
      const { name, team_id } = await this.invited(tx, id);
      await this.links.send(tx, 'invitation', id, { teamId: team_id });
      await this.record(tx, caller, { action: 'user.invited_again', id, details: { name } });
    });
    return this.users.get(id);
  }

  /** Nobody has ever signed in as this person: what is known of them goes. */
  async revoke(id: string, caller: Caller): Promise<void> {
    try {
      await this.database.transaction(async (tx) => {
        const { name } = await this.invited(tx, id);
        await tx.query('DELETE FROM app_user WHERE id = $1', [id]);
        await this.record(tx, caller, { action: 'user.invitation_revoked', id, details: { name } });
      });
    } catch (error) {
      throw isForeignKeyViolation(error) ? new ApiException('still_in_use') : error;
    }
  }

  private async invited(tx: Tx, id: string): Promise<Invited> {
    const { rows } = await tx.query<Invited>(
      `SELECT u.id, u.name, l.team_id FROM app_user u JOIN account_link l ON l.user_id = u.id AND l.kind = 'invitation'
       WHERE u.id = $1 AND u.password_hash IS NULL FOR UPDATE`,
      [id],
    );
    const [found] = rows;
    if (found === undefined) throw new ApiException('not_found');
    return found;
  }

  private record(
    tx: Tx,
    caller: Caller,
    { action, id, details }: Pick<Parameters<typeof recordAudit>[1], 'action' | 'details'> & { id: string },
  ): Promise<void> {
    return recordAudit(tx, {
      actor: auditActor(caller),
      action,
      subject: { type: 'user', id },
      details: details ?? {},
    });
  }
}
