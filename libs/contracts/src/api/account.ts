import { LANGUAGES } from '@ripen/domain';
import { z } from 'zod';
import { defineRoutes } from './route';
import { factorCodeSchema, meSchema, passwordSchema } from './session';
import { emailSchema, idSchema, instantSchema, lineSchema } from './shape';

/** A session of the caller. Of the network it came from nothing is kept. */
export const sessionSchema = z.object({
  id: idSchema,
  /** The browser and system in words, such as `Firefox · Linux`; empty where it did not say. */
  device: z.string(),
  createdAt: instantSchema,
  lastSeenAt: instantSchema,
  expiresAt: instantSchema,
  current: z.boolean(),
});
export type SessionRow = z.infer<typeof sessionSchema>;

export const secondFactorSchema = z.object({
  on: z.boolean(),
  since: instantSchema.nullable(),
  /** Recovery codes that are left. */
  codesLeft: z.number().int(),
  /** Whether the workspace requires it of the caller. */
  required: z.boolean(),
});
export type SecondFactor = z.infer<typeof secondFactorSchema>;

/** The secret is shown this once, as text and as a picture (`data:image/svg+xml`). */
export const startedFactorSchema = z.object({ secret: z.string(), uri: z.string(), picture: z.string() });
export type StartedFactor = z.infer<typeof startedFactorSchema>;

/** Ten codes that open once each; shown this once, kept as hashes. */
export const recoveryCodesSchema = z.object({ codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof recoveryCodesSchema>;

const confirmedByPassword = z.object({ password: z.string().min(1).max(200) });
const tokenSchema = z.string().min(1).max(500);

/** What the invited person sees before the first password. */
export const invitationSchema = z.object({
  name: z.string(),
  email: z.string(),
  companyName: z.string(),
  language: z.enum(LANGUAGES),
});
export type Invitation = z.infer<typeof invitationSchema>;

export const accountRoutes = defineRoutes({
  listSessions: {
    method: 'GET',
    path: '/api/sessions',
    roles: 'signed_in',
    summary: 'Where you are signed in',
    response: z.object({ items: z.array(sessionSchema) }),
  },
  endOtherSessions: {
    method: 'DELETE',
    path: '/api/sessions',
    roles: 'signed_in',
    summary: 'Sign out everywhere else',
  },
  endSession: { method: 'DELETE', path: '/api/sessions/:id', roles: 'signed_in', summary: 'End one of your sessions' },
  getSecondFactor: {
    method: 'GET',
    path: '/api/session/second-factor',
    roles: 'signed_in',
    summary: 'Whether your second factor is on',
    response: secondFactorSchema,
  },
  startSecondFactor: {
    method: 'POST',
    path: '/api/session/second-factor',
    roles: 'signed_in',
    summary: 'Begin to set up a second factor; in force once a code confirms it',
    body: confirmedByPassword,
    response: startedFactorSchema,
  },
  confirmSecondFactor: {
    method: 'PUT',
    path: '/api/session/second-factor',
    roles: 'signed_in',
    summary: 'Turn the second factor on with a code of the app; answers the recovery codes',
    body: z.object({ code: factorCodeSchema }),
    response: recoveryCodesSchema,
  },
  turnOffSecondFactor: {
    method: 'POST',
    path: '/api/session/second-factor/off',
    roles: 'signed_in',
    summary: 'Turn the second factor off',
    body: confirmedByPassword,
  },
  renewRecoveryCodes: {
    method: 'POST',
    path: '/api/session/second-factor/codes',
    roles: 'signed_in',
    summary: 'New recovery codes; the old ones are over',
    body: confirmedByPassword,
    response: recoveryCodesSchema,
  },
  lookAtInvitation: {
    method: 'POST',
    path: '/api/invitation/look',
    roles: 'public',
    summary: 'Who is invited by the token of a link',
    body: z.object({ token: tokenSchema }),
    response: invitationSchema,
  },
  acceptInvitation: {
    method: 'POST',
    path: '/api/invitation',
    roles: 'public',
    summary: 'Accept an invitation with a first password, and sign in',
    body: z.object({ token: tokenSchema, password: passwordSchema, name: lineSchema.optional() }),
    response: meSchema,
  },
  askPasswordReset: {
    method: 'POST',
    path: '/api/password-reset/ask',
    roles: 'public',
    summary: 'Send a link for a new password, if somebody signs in by this address; the answer does not tell',
    body: z.object({ email: emailSchema }),
  },
  resetPassword: {
    method: 'POST',
    path: '/api/password-reset',
    roles: 'public',
    summary: 'Set a new password by the token of a link; signs out everywhere',
    body: z.object({ token: tokenSchema, password: passwordSchema }),
  },
});
