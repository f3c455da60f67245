import { Injectable } from '@nestjs/common';
import type { CreateUserBody, ListUsersQuery, UpdateUserBody, User } from '@ripen/contracts';
import { AppUser, newId, recordAudit, TeamMemberRow } from '@ripen/persistence';
import { auditActor, type Caller } from '../access/caller';
import { Values } from '../access/scope';
import { Database } from '../database/database';
import { ApiException, orNotFound } from '../http/api-exception';
import { likePattern } from '../database/like';
import { isUniqueViolation } from '../database/unique-violation';
import { offsetOf, pageOf, type Page } from '../http/paging';
import { hashPassword } from '../session/password';
import { SessionService } from '../session/session.service';

const USER_SQL = /* sql */ `
  SELECT u.id, u.name, u.email, u.role, u.language, u.absent, u.disabled_at IS NULL AS active,
    (SELECT jsonb_build_object('sentAt', ms(l.created_at), 'expiresAt', ms(l.expires_at)) FROM account_link l
      WHERE l.user_id = u.id AND l.kind = 'invitation' ORDER BY l.created_at DESC LIMIT 1) AS invitation,
    EXISTS (SELECT FROM second_factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS "secondFactor", u.created_at AS "createdAt",
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) ORDER BY t.name)
      FROM team t WHERE t.manager_id = u.id OR EXISTS (SELECT FROM team_member m WHERE m.team_id = t.id AND m.user_id = u.id)), '[]') AS teams
  FROM app_user u`;

@Injectable()
export class UsersService {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionService,
  ) {}

  async list(query: ListUsersQuery, caller: Caller): Promise<Page<User>> {
    const values = new Values();
    const conditions = [userScope(caller, values)];
    if (query.search)
      conditions.push(
        `(u.name ILIKE ${values.add(likePattern(query.search))} OR u.email ILIKE ${values.add(likePattern(query.search))})`,
      );
    if (query.role) conditions.push(`u.role = ANY (${values.add(query.role)})`);
    if (query.teamId)
      conditions.push(
        `EXISTS (SELECT FROM team_member m WHERE m.user_id = u.id AND m.team_id = ${values.add(query.teamId)})`,
      );
    const where = conditions.join(' AND ');
    const total = await this.database.row<{ total: number }>(
      `SELECT count(*) AS total FROM app_user u WHERE ${where}`,
      values.list,
    );
    const offset = offsetOf(query.cursor);
    const rows = await this.database.rows<User>(
      `${USER_SQL} WHERE ${where} ORDER BY lower(u.name), u.id LIMIT ${query.limit} OFFSET ${offset}`,
      values.list,
    );
    return pageOf(rows, { offset, total: total?.total ?? 0 });
  }

  async create(body: CreateUserBody, caller: Caller): Promise<User> {
    const id = newId();
    const passwordHash = await hashPassword(body.password);
    const { name, email, role, language = 'de', teamId } = body;
    try {
      await this.database.repository(AppUser).manager.transaction(async (manager) => {
        const row = { id, name, email, role, language, passwordHash, absent: false, zone: null, disabledAt: null };
        await manager.getRepository(AppUser).insert(row);
        if (teamId) await manager.getRepository(TeamMemberRow).insert({ teamId, userId: id, position: 1_000 });
        await recordAudit(manager, {
          actor: auditActor(caller),
          action: 'user.created',
          subject: subjectOf(id),
          details: { name, role },
        });
      });
    } catch (error) {
      throw isUniqueViolation(error) ? new ApiException('already_exists', { field: 'email' }) : error;
    }
    return this.get(id);
  }

  async update(id: string, body: UpdateUserBody, caller: Caller): Promise<User> {
    const users = this.database.repository(AppUser);
    const user = orNotFound(await users.findOneBy({ id }));
    const { password, active, ...plain } = body;
    const demoted = (body.role !== undefined && body.role !== 'admin') || active === false;
    if (user.role === 'admin' && demoted) await this.refuseLastAdmin(id);
    const disabledAt = active === undefined ? undefined : active ? null : (user.disabledAt ?? Date.now());
    const passwordHash = password === undefined ? undefined : await hashPassword(password);
    const roleChanged = body.role !== undefined && body.role !== user.role;
    await users.manager.transaction(async (manager) => {
      await manager.getRepository(AppUser).save({
        ...user,
        ...plain,
        ...(disabledAt === undefined ? {} : { disabledAt }),
        ...(passwordHash === undefined ? {} : { passwordHash }),
      });
      const entry = { actor: auditActor(caller), subject: subjectOf(id) };
      if (roleChanged)
        await recordAudit(manager, {
          ...entry,
          action: 'user.role_changed',
          details: { name: user.name, from: user.role, to: body.role ?? user.role },
        });
      const fields = changedFields(user, body);
      if (fields.length > 0)
        await recordAudit(manager, { ...entry, action: 'user.changed', details: { name: user.name, fields } });
      // Whoever had these rights before must not go on with them.
      if (passwordHash !== undefined || active === false || roleChanged)
        await manager.query('DELETE FROM session WHERE user_id = $1', [id]);
      if (passwordHash !== undefined || active === false)
        await manager.query('DELETE FROM account_link WHERE user_id = $1', [id]);
    });
    return this.get(id);
  }

  /** For somebody who has lost phone and codes. */
  async resetSecondFactor(id: string, caller: Caller): Promise<User> {
    const user = await this.get(id);
    await this.database.transaction(async (tx) => {
      const { rowCount } = await tx.query('DELETE FROM second_factor WHERE user_id = $1', [id]);
      if (rowCount === 0) throw new ApiException('wrong_state');
      await this.sessions.endAll(id, null, tx);
      await recordAudit(tx, {
        actor: auditActor(caller),
        action: 'second_factor.reset',
        subject: subjectOf(id),
        details: { name: user.name },
      });
    });
    return this.get(id);
  }

  /** A manager may do so for the people of the own teams; others do not exist for them. */
  async setAbsence(id: string, absent: boolean, caller: Caller): Promise<User> {
    const values = new Values();
    const scope = userScope(caller, values);
    const row = await this.database.row<{ id: string }>(
      `UPDATE app_user u SET absent = ${values.add(absent)} WHERE u.id = ${values.add(id)} AND ${scope} RETURNING u.id`,
      values.list,
    );
    return this.get(orNotFound(row).id);
  }

  async get(id: string): Promise<User> {
    return orNotFound(await this.database.row<User>(`${USER_SQL} WHERE u.id = $1`, [id]));
  }

  private async refuseLastAdmin(id: string): Promise<void> {
    const others = await this.database.row(
      `SELECT 1 FROM app_user WHERE role = 'admin' AND disabled_at IS NULL AND id <> $1 LIMIT 1`,
      [id],
    );
    if (others === null) throw new ApiException('last_admin');
  }
}

function subjectOf(id: string) {
  return { type: 'user', id };
}

/** What differs, by name; of a password only that there is a new one. */
function changedFields(user: AppUser, body: UpdateUserBody): string[] {
  const before = { name: user.name, language: user.language, absent: user.absent, active: user.disabledAt === null };
  const fields = (['name', 'language', 'absent', 'active'] as const).filter(
    (field) => body[field] !== undefined && body[field] !== before[field],
  );
  return body.password === undefined ? fields : [...fields, 'password'];
}

/** Managers see themselves and the people of their teams. */
function userScope(caller: Caller, values: Values): string {
  if (caller.role === 'admin' || caller.role === 'marketer') return 'TRUE';
  if (caller.kind !== 'user') return 'FALSE';
  const teams = values.add([...caller.manages, ...caller.memberOf]);
  return `(u.id = ${values.add(caller.userId)} OR EXISTS (SELECT FROM team_member m WHERE m.user_id = u.id AND m.team_id = ANY (${teams}::uuid[])))`;
}
