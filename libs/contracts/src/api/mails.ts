import { z } from 'zod';
import { defineRoutes, MARKETING } from './route';
import { idSchema, languageSchema, textSchema } from './shape';

/** A mail of a journey as it stands in the editor, saved or not, in one language. */
export const previewMailBodySchema = z.object({
  /** `submission`: the mail answers a form, so its links and its offer are filled in. */
  to: z.enum(['lead', 'submission']).default('lead'),
  language: languageSchema,
  subject: z.string().max(300),
  body: z.string().max(100_000),
  /** As this lead would get it; absent: as a made-up person would. */
  leadId: idSchema.optional(),
});
export type PreviewMailBody = z.infer<typeof previewMailBodySchema>;

export const mailPreviewSchema = z.object({
  /** Null where the text cannot be rendered; then `problems` say why. */
  mail: z
    .object({
      /** Name and address; null where the settings name no sender. */
      from: z.string().nullable(),
      /** Name and address of the person; null for a lead without an address, who would get nothing. */
      to: z.string().nullable(),
      subject: z.string(),
      /** A whole page without scripts, for a sandboxed frame. Its links count nothing and sign nothing. */
      html: z.string(),
      text: z.string(),
    })
    .nullable(),
  /** What is wrong with the text, in the order of its lines. */
  problems: z.array(
    z.object({
      part: z.enum(['subject', 'body']),
      /** Counted from 1; null where the point has no place. */
      line: z.number().int().nullable(),
      sentence: textSchema,
    }),
  ),
});
export type MailPreview = z.infer<typeof mailPreviewSchema>;

export const mailRoutes = defineRoutes({
  previewMail: {
    method: 'POST',
    path: '/api/mails/preview',
    roles: MARKETING,
    scope: 'content:read',
    summary: 'How a mail would look to a person; nothing is sent',
    body: previewMailBodySchema,
    response: mailPreviewSchema,
  },
});
