import { ROLES } from '@ripen/domain';
import { z } from 'zod';
import { ADMIN, defineRoutes, PLANNERS } from './route';
import { passwordSchema } from './session';
import {
  emailSchema,
  idSchema,
  instantSchema,
  languageSchema,
  lineSchema,
  listQuerySchema,
  manySchema,
  pageSchema,
} from './shape';

export const userSchema = z.object({
  id: idSchema,
  name: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  language: languageSchema,
  teams: z.array(z.object({ id: idSchema, name: z.string() })),
  /** Routing skips an absent user. */
  absent: z.boolean(),
  /** An inactive user cannot sign in and gets no handoffs. */
  active: z.boolean(),
  createdAt: instantSchema,
});
export type User = z.infer<typeof userSchema>;

export const listUsersQuerySchema = listQuerySchema.extend({
  role: manySchema(z.enum(ROLES)).optional(),
  teamId: idSchema.optional(),
});
export type ListUsersQuery = z.infer<typeof listUsersQuerySchema>;

export const createUserBodySchema = z.object({
  name: lineSchema,
  email: emailSchema,
  role: z.enum(ROLES),
  language: languageSchema.optional(),
  /** Becomes the last member of this team; teams are changed under /api/teams. */
  teamId: idSchema.optional(),
  /** The first password; the user changes it. */
  password: passwordSchema,
});
export type CreateUserBody = z.infer<typeof createUserBodySchema>;

export const updateUserBodySchema = z.object({
  name: lineSchema.optional(),
  role: z.enum(ROLES).optional(),
  language: languageSchema.optional(),
  absent: z.boolean().optional(),
  active: z.boolean().optional(),
  /** Sets a new password and signs the user out everywhere. */
  password: passwordSchema.optional(),
});
export type UpdateUserBody = z.infer<typeof updateUserBodySchema>;

export const setAbsenceBodySchema = z.object({ absent: z.boolean() });
export type SetAbsenceBody = z.infer<typeof setAbsenceBodySchema>;

export const userRoutes = defineRoutes({
  listUsers: {
    method: 'GET',
    path: '/api/users',
    roles: PLANNERS,
    summary: 'People who use Ripen; a sales manager sees the own team',
    query: listUsersQuerySchema,
    response: pageSchema(userSchema),
  },
  createUser: {
    method: 'POST',
    path: '/api/users',
    roles: ADMIN,
    summary: 'Add a person',
    body: createUserBodySchema,
    response: userSchema,
  },
  updateUser: {
    method: 'PATCH',
    path: '/api/users/:id',
    roles: ADMIN,
    summary: 'Change a person',
    body: updateUserBodySchema,
    response: userSchema,
  },
  setUserAbsence: {
    method: 'PUT',
    path: '/api/users/:id/absence',
    roles: ['admin', 'sales_manager'],
    summary: 'Say whether a person is absent',
    body: setAbsenceBodySchema,
    response: userSchema,
  },
});
