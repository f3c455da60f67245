import { ROLES } from '@ripen/domain';
import { z } from 'zod';
import { defineRoutes } from './route';
import { emailSchema, idSchema, languageSchema, lineSchema, zoneSchema } from './shape';

/** Eight characters at least; length is what counts. */
export const passwordSchema = z.string().min(8).max(200);

/** Six digits of the app, or one of the recovery codes. */
export const factorCodeSchema = z.string().trim().min(6).max(40);

export const signInBodySchema = z.object({
  email: emailSchema,
  password: z.string().min(1).max(200),
  /** Asked for by `second_factor_needed`, then sent along with the same address and password. */
  code: factorCodeSchema.optional(),
});
export type SignInBody = z.infer<typeof signInBodySchema>;

/** Who is signed in, and what every screen needs to know of the workspace. */
export const meSchema = z.object({
  user: z.object({
    id: idSchema,
    name: z.string(),
    email: z.string(),
    role: z.enum(ROLES),
    language: languageSchema,
    zone: z.string().nullable(),
    /** Teams that the user is a member or the manager of. */
    teamIds: z.array(idSchema),
    /** Routing skips an absent user. */
    absent: z.boolean(),
    /** `missing`: the workspace requires one, and nothing else is answered until it is set up. */
    secondFactor: z.enum(['off', 'on', 'missing']),
  }),
  workspace: z.object({
    companyName: z.string(),
    language: languageSchema,
    zone: z.string(),
    /** True while the labelled sample data is loaded. */
    example: z.boolean(),
    /** True where the built-in mailbox of sent mail can be read. */
    inbox: z.boolean(),
  }),
});
export type Me = z.infer<typeof meSchema>;

export const updateMeBodySchema = z.object({
  name: lineSchema.optional(),
  language: languageSchema.optional(),
  zone: zoneSchema.nullish(),
  absent: z.boolean().optional(),
});
export type UpdateMeBody = z.infer<typeof updateMeBodySchema>;

export const changePasswordBodySchema = z.object({ current: z.string().min(1).max(200), next: passwordSchema });
export type ChangePasswordBody = z.infer<typeof changePasswordBodySchema>;

export const sessionRoutes = defineRoutes({
  signIn: {
    method: 'POST',
    path: '/api/session',
    roles: 'public',
    summary: 'Sign in; sets the session cookie',
    body: signInBodySchema,
    response: meSchema,
  },
  signOut: { method: 'DELETE', path: '/api/session', roles: 'signed_in', summary: 'Sign out' },
  getMe: {
    method: 'GET',
    path: '/api/session',
    roles: 'signed_in',
    summary: 'Who is signed in',
    response: meSchema,
  },
  updateMe: {
    method: 'PATCH',
    path: '/api/session',
    roles: 'signed_in',
    summary: 'Change your own name, language, zone or absence',
    body: updateMeBodySchema,
    response: meSchema,
  },
  changePassword: {
    method: 'POST',
    path: '/api/session/password',
    roles: 'signed_in',
    summary: 'Change your own password; a new session here, signed out everywhere else',
    body: changePasswordBodySchema,
  },
});
