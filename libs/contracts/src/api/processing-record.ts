import { z } from 'zod';
import { ADMIN, defineRoutes, MARKETING } from './route';

const lines = z.string().trim().max(4_000).default('');

/** What only the company knows of its processing record; all else is read from what is set. */
export const recordDetailsSchema = z.object({
  controller: lines,
  representative: lines,
  officer: lines,
  authority: lines,
  /** One per line. */
  measures: lines,
  remarks: lines,
});
export type RecordDetails = z.infer<typeof recordDetailsSchema>;

export const processingRecordRoutes = defineRoutes({
  showProcessingRecord: {
    method: 'GET',
    path: '/api/processing-record',
    roles: MARKETING,
    scope: 'privacy:read',
    summary: 'The record of processing activities (Art. 30 GDPR) as a page to print; `?lang=de` or `?lang=en`',
    kind: 'html',
  },
  getRecordDetails: {
    method: 'GET',
    path: '/api/processing-record/details',
    roles: MARKETING,
    scope: 'privacy:read',
    summary: 'What only the company knows of its processing record',
    response: recordDetailsSchema,
  },
  updateRecordDetails: {
    method: 'PUT',
    path: '/api/processing-record/details',
    roles: ADMIN,
    scope: 'settings:write',
    summary: 'Change what only the company knows of its processing record',
    body: recordDetailsSchema,
    response: recordDetailsSchema,
  },
});
