import { CUSTOM_KEY, CUSTOM_TYPES } from '@ripen/domain';
import { z } from 'zod';
import { ALL_ROLES, defineRoutes, MARKETING } from './route';
import { idSchema, lineSchema } from './shape';

const labelSchema = z.object({ de: lineSchema, en: lineSchema });
const choicesSchema = z.array(z.string().trim().min(1).max(100)).max(200);

/** A field that the workspace added to its leads. */
export const customFieldSchema = z.object({
  id: idSchema,
  key: z.string().regex(CUSTOM_KEY),
  label: labelSchema,
  type: z.enum(CUSTOM_TYPES),
  choices: z.array(z.string()),
});
export type CustomFieldShape = z.infer<typeof customFieldSchema>;

/** The key is made of the label and never changes; nor does the type. */
export const createCustomFieldBodySchema = z
  .object({ label: labelSchema, type: z.enum(CUSTOM_TYPES), choices: choicesSchema.default([]) })
  .refine(({ type, choices }) => type !== 'choice' || choices.length > 0, { message: 'choices', path: ['choices'] });
export type CreateCustomFieldBody = z.infer<typeof createCustomFieldBodySchema>;

export const updateCustomFieldBodySchema = z.object({ label: labelSchema, choices: choicesSchema });
export type UpdateCustomFieldBody = z.infer<typeof updateCustomFieldBodySchema>;

/** Values of the workspace's own fields by key: text, number, `YYYY-MM-DD`, true or false; null empties one. */
export const customValuesSchema = z.record(
  z.string().regex(CUSTOM_KEY),
  z.union([z.string().trim().max(2_000), z.number(), z.boolean(), z.null()]),
);

export const customFieldRoutes = defineRoutes({
  listCustomFields: {
    method: 'GET',
    path: '/api/custom-fields',
    roles: ALL_ROLES,
    scope: 'leads:read',
    summary: 'Fields that this workspace added to its leads',
    response: z.object({ items: z.array(customFieldSchema) }),
  },
  createCustomField: {
    method: 'POST',
    path: '/api/custom-fields',
    roles: MARKETING,
    scope: 'settings:write',
    summary: 'Add a field to all leads',
    body: createCustomFieldBodySchema,
    response: customFieldSchema,
  },
  updateCustomField: {
    method: 'PATCH',
    path: '/api/custom-fields/:id',
    roles: MARKETING,
    scope: 'settings:write',
    summary: 'Rename a field or change its choices',
    body: updateCustomFieldBodySchema,
    response: customFieldSchema,
  },
});
