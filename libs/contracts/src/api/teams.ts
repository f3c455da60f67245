import { z } from 'zod';
import { ADMIN, defineRoutes, PLANNERS } from './route';
import { idSchema, lineSchema } from './shape';

export const teamSchema = z.object({
  id: idSchema,
  name: z.string(),
  managerId: idSchema.nullable(),
  managerName: z.string().nullable(),
  /** In the order in which round robin offers them leads. */
  members: z.array(z.object({ userId: idSchema, name: z.string(), absent: z.boolean() })),
});
export type Team = z.infer<typeof teamSchema>;

export const saveTeamBodySchema = z.object({
  name: lineSchema,
  managerId: idSchema.nullable(),
  memberIds: z.array(idSchema).max(200),
});
export type SaveTeamBody = z.infer<typeof saveTeamBodySchema>;

export const teamRoutes = defineRoutes({
  listTeams: {
    method: 'GET',
    path: '/api/teams',
    roles: PLANNERS,
    scope: 'settings:read',
    summary: 'Sales teams; a sales manager sees the own ones',
    response: z.object({ items: z.array(teamSchema) }),
  },
  createTeam: {
    method: 'POST',
    path: '/api/teams',
    roles: ADMIN,
    scope: 'people:write',
    summary: 'Add a team',
    body: saveTeamBodySchema,
    response: teamSchema,
  },
  updateTeam: {
    method: 'PUT',
    path: '/api/teams/:id',
    roles: ADMIN,
    scope: 'people:write',
    summary: 'Change name, manager, members and their order',
    body: saveTeamBodySchema,
    response: teamSchema,
  },
  deleteTeam: {
    method: 'DELETE',
    path: '/api/teams/:id',
    roles: ADMIN,
    scope: 'people:write',
    summary: 'Remove a team that no open handoff uses',
  },
});
