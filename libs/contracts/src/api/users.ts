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
  /** Until the invited person has set a password; null for everybody else. */
  invitation: z.object({ sentAt: instantSchema, expiresAt: instantSchema }).nullable(),
  /** Whether a second factor is set up. */
  secondFactor: z.boolean(),
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

/** Who is invited sets the password. */
export const inviteUserBodySchema = createUserBodySchema.omit({ password: true });
export type InviteUserBody = z.infer<typeof inviteUserBodySchema>;

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
    scope: 'settings:read',
    summary: 'People who use Ripen; a sales manager sees the own team',
    query: listUsersQuerySchema,
    response: pageSchema(userSchema),
  },
  createUser: {
    method: 'POST',
    path: '/api/users',
    roles: ADMIN,
    scope: 'people:write',
    summary: 'Add a person with a first password; people are better invited',
    body: createUserBodySchema,
    response: userSchema,
  },
  inviteUser: {
    method: 'POST',
    path: '/api/users/invitations',
    roles: ADMIN,
    summary: 'Invite a person by mail; the link is valid for 7 days, once',
    body: inviteUserBodySchema,
    response: userSchema,
  },
  resendInvitation: {
    method: 'POST',
    path: '/api/users/:id/invitation',
    roles: ADMIN,
    summary: 'Send an invitation again; the earlier link is over',
    response: userSchema,
  },
  revokeInvitation: {
    method: 'DELETE',
    path: '/api/users/:id/invitation',
    roles: ADMIN,
    summary: 'Take an invitation back; the person is removed',
  },
  resetSecondFactor: {
    method: 'DELETE',
    path: '/api/users/:id/second-factor',
    roles: ADMIN,
    summary: "Take off a person's second factor, and sign them out everywhere",
    response: userSchema,
  },
  updateUser: {
    method: 'PATCH',
    path: '/api/users/:id',
    roles: ADMIN,
    scope: 'people:write',
    summary: 'Change a person',
    body: updateUserBodySchema,
    response: userSchema,
  },
  setUserAbsence: {
    method: 'PUT',
    path: '/api/users/:id/absence',
    roles: ['admin', 'sales_manager'],
    scope: 'people:write',
    summary: 'Say whether a person is absent',
    body: setAbsenceBodySchema,
    response: userSchema,
  },
});
