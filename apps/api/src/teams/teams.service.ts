import { Injectable } from '@nestjs/common';
import type { SaveTeamBody, Team } from '@ripen/contracts';
import { AppUser, newId, recordAudit, TeamMemberRow, TeamRow } from '@ripen/persistence';
import { In } from 'typeorm';
import { auditActor, type Caller } from '../access/caller';
import { Database } from '../database/database';
import { ApiException, orNotFound, refuseFields } from '../http/api-exception';

const TEAM_SQL = /* sql */ `
  SELECT t.id, t.name, t.manager_id AS "managerId", (SELECT name FROM app_user WHERE id = t.manager_id) AS "managerName",
    coalesce((SELECT jsonb_agg(jsonb_build_object('userId', u.id, 'name', u.name, 'absent', u.absent) ORDER BY m.position, u.id)
      FROM team_member m JOIN app_user u ON u.id = m.user_id WHERE m.team_id = t.id), '[]') AS members
  FROM team t`;

@Injectable()
export class TeamsService {
  constructor(private readonly database: Database) {}

  /** A manager sees the own teams. */
  list(caller: Caller): Promise<Team[]> {
    const own =
      caller.role === 'sales_manager' && caller.kind === 'user' ? [...caller.manages, ...caller.memberOf] : null;
    return this.database.rows<Team>(
      `${TEAM_SQL} WHERE $1::uuid[] IS NULL OR t.id = ANY ($1) ORDER BY lower(t.name), t.id`,
      [own],
    );
  }

  create(body: SaveTeamBody, caller: Caller): Promise<Team> {
    return this.save(newId(), body, { caller, action: 'team.created' });
  }

  async update(id: string, body: SaveTeamBody, caller: Caller): Promise<Team> {
    orNotFound(await this.database.repository(TeamRow).findOneBy({ id }));
    return this.save(id, body, { caller, action: 'team.changed' });
  }

  async remove(id: string, caller: Caller): Promise<void> {
    const used = await this.database.row('SELECT 1 FROM handoff WHERE team_id = $1 LIMIT 1', [id]);
    if (used !== null) throw new ApiException('still_in_use');
    await this.database.repository(TeamRow).manager.transaction(async (manager) => {
      const teams = manager.getRepository(TeamRow);
      const { name } = orNotFound(await teams.findOneBy({ id }));
      await teams.delete({ id });
      const subject = { type: 'team', id };
      await recordAudit(manager, { actor: auditActor(caller), action: 'team.removed', subject, details: { name } });
    });
  }

  private async save(
    id: string,
    { name, managerId, memberIds }: SaveTeamBody,
    { caller, action }: { caller: Caller; action: 'team.created' | 'team.changed' },
  ): Promise<Team> {
    const members = [...new Set(memberIds)];
    await this.refuseStrangers(members, managerId);
    await this.database.repository(TeamRow).manager.transaction(async (manager) => {
      await manager.getRepository(TeamRow).save({ id, name, managerId });
      const rows = manager.getRepository(TeamMemberRow);
      await rows.delete({ teamId: id });
      if (members.length > 0) await rows.insert(members.map((userId, position) => ({ teamId: id, userId, position })));
      const subject = { type: 'team', id };
      await recordAudit(manager, { actor: auditActor(caller), action, subject, details: { name } });
    });
    return orNotFound(await this.database.row<Team>(`${TEAM_SQL} WHERE t.id = $1`, [id]));
  }

  private async refuseStrangers(memberIds: readonly string[], managerId: string | null): Promise<void> {
    const wanted = [...new Set(managerId === null ? memberIds : [...memberIds, managerId])];
    const known = await this.database.repository(AppUser).countBy({ id: In(wanted) });
    if (known !== wanted.length) throw refuseFields([{ path: 'body.memberIds', problem: 'unknown_user' }]);
  }
}
