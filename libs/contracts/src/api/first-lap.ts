import { HANDOFF_OUTCOMES, STAGES } from '@ripen/domain';
import { z } from 'zod';
import { ADMIN, defineRoutes } from './route';
import { idSchema, instantSchema } from './shape';

/** The guided lap of an admin with the example workspace, in the order in which a lead goes it. */
export const LAP_STEPS = ['form', 'confirm', 'journey', 'ripen', 'handoff', 'lost', 'nurture'] as const;
export type LapStepKey = (typeof LAP_STEPS)[number];

/** Deeds of a person that ripen the lead: a click in the guide's mail, a sign-up for the webinar, visits of topic pages. */
export const LAP_DEEDS = ['mail', 'webinar', 'topic', 'second_topic'] as const;
export type LapDeedKey = (typeof LAP_DEEDS)[number];

/** An address of this installation: a screen of the studio, or a page as a visitor sees it. Null while there is none. */
const placeSchema = z.object({ to: z.enum(['studio', 'page']), href: z.string() }).nullable();

export const lapStepSchema = z.object({
  key: z.enum(LAP_STEPS),
  /** `current` is the first that is not done; what facts say is done may stand behind it. */
  state: z.enum(['done', 'current', 'ahead']),
  doneAt: instantSchema.nullable(),
  /** Where to do it; where to see it, once it is done. */
  place: placeSchema,
});
export type LapStep = z.infer<typeof lapStepSchema>;

export const lapDeedSchema = z.object({
  key: z.enum(LAP_DEEDS),
  /** What the active model gives for it. */
  pointsMilli: z.number().int(),
  done: z.boolean(),
  place: placeSchema,
});
export type LapDeed = z.infer<typeof lapDeedSchema>;

export const lapSchema = z.object({
  steps: z.array(lapStepSchema),
  /** The admin as a lead; null before the form is sent. */
  lead: z
    .object({
      id: idSchema,
      displayName: z.string().nullable(),
      cell: z.string().nullable(),
      stage: z.enum(STAGES).nullable(),
      pointsMilli: z.number().int(),
    })
    .nullable(),
  /** Points from which a lead of this grade is sales-ready. Null: with this grade never, or there is no grade yet. */
  ripeFromMilli: z.number().int().nullable(),
  deeds: z.array(lapDeedSchema),
  /** The rep who holds the handoff. */
  ownerName: z.string().nullable(),
  /** How the handoff was closed, when that leads out of the lap. */
  closedAs: z.enum(HANDOFF_OUTCOMES).nullable(),
});
export type Lap = z.infer<typeof lapSchema>;

export const firstLapSchema = z.object({
  /** Put aside by this person. */
  dismissed: z.boolean(),
  /** Null where the example workspace is not loaded. */
  lap: lapSchema.nullable(),
});
export type FirstLap = z.infer<typeof firstLapSchema>;

export const updateFirstLapBodySchema = z.object({
  dismissed: z.boolean().optional(),
  /** Begins another lap, as another visitor; what the last one did stays. */
  again: z.literal(true).optional(),
});
export type UpdateFirstLapBody = z.infer<typeof updateFirstLapBodySchema>;

export const firstLapRoutes = defineRoutes({
  getFirstLap: {
    method: 'GET',
    path: '/api/first-lap',
    roles: ADMIN,
    summary: 'How far you are in the guided first lap, by the facts of the database',
    response: firstLapSchema,
  },
  updateFirstLap: {
    method: 'PUT',
    path: '/api/first-lap',
    roles: ADMIN,
    summary: 'Put the guided first lap aside, take it up again, or begin another',
    body: updateFirstLapBodySchema,
    response: firstLapSchema,
  },
});
