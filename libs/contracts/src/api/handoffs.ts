import { BANT_CRITERIA, REJECT_REASONS, WORKLIST_PRIORITIES } from '@ripen/domain';
import { z } from 'zod';
import { amountSchema, bantSchema, currencySchema, dossierSchema, worklistItemSchema } from './handoff-shapes';
import { defineRoutes, MANAGERS, SALES } from './route';
import {
  daySchema,
  idSchema,
  instantSchema,
  lineSchema,
  listQuerySchema,
  manySchema,
  noteSchema,
  pageSchema,
} from './shape';

export const worklistQuerySchema = listQuerySchema.extend({
  priority: manySchema(z.enum(WORKLIST_PRIORITIES)).optional(),
  /** `mine`: offered to me or held by me. `pool`: what anybody of my team may take. */
  view: z.enum(['mine', 'pool', 'all']).default('all'),
});
export type WorklistQuery = z.infer<typeof worklistQuerySchema>;

/** In the order to work it: priority, then urgency. */
export const worklistSchema = pageSchema(worklistItemSchema).extend({
  counts: z.object({ A: z.number().int(), B: z.number().int(), C: z.number().int(), pool: z.number().int() }),
});
export type Worklist = z.infer<typeof worklistSchema>;

/** The free answers of a feedback form by question key. */
export const answersSchema = z
  .record(z.string().regex(/^[a-z][a-z_]{0,59}$/), z.string().trim().max(2_000))
  .default({});

/** Questions of the feedback forms; their wording is in the studio's and the core's texts. */
export const FEEDBACK_QUESTIONS = {
  won: ['findings', 'testimonial', 'recommends', 'arguments', 'competitors'],
  lost: ['findings', 'stage_lost', 'bought_at_all', 'bought_from', 'kept_from_buying', 'special_reasons'],
} as const;

export const rejectBodySchema = z.object({ reason: z.enum(REJECT_REASONS), note: noteSchema.default('') });
export type RejectBody = z.infer<typeof rejectBodySchema>;
export const contactBodySchema = z.object({ note: noteSchema.default('') });
export type ContactBody = z.infer<typeof contactBodySchema>;
export const followUpBodySchema = z.object({ at: instantSchema, note: noteSchema.default('') });
export type FollowUpBody = z.infer<typeof followUpBodySchema>;
export const quoteBodySchema = z
  .object({
    amount: amountSchema,
    currency: currencySchema,
    /** Absent: today in the workspace's zone. */
    sentOn: daySchema.optional(),
    validUntil: daySchema,
    chaseOn: daySchema.nullable().default(null),
  })
  .refine((quote) => quote.sentOn === undefined || quote.sentOn <= quote.validUntil, {
    message: 'ends_before_it_begins',
    path: ['validUntil'],
  });
export type QuoteBody = z.infer<typeof quoteBodySchema>;
export const wonBodySchema = z.object({
  amount: amountSchema,
  currency: currencySchema,
  reason: lineSchema,
  answers: answersSchema,
});
export type WonBody = z.infer<typeof wonBodySchema>;
export const lostBodySchema = z.object({
  reason: lineSchema,
  unmet: z.array(z.enum(BANT_CRITERIA)).max(4).default([]),
  answers: answersSchema,
});
export type LostBody = z.infer<typeof lostBodySchema>;
export const reassignBodySchema = z.object({ toUserId: idSchema });
export type ReassignBody = z.infer<typeof reassignBodySchema>;

export const boardQuerySchema = z.object({ teamId: idSchema.optional() });
export type BoardQuery = z.infer<typeof boardQuerySchema>;

/** The manager's board. Where the workspace shows team figures only, `reps` is empty. */
export const boardSchema = z.object({
  open: z.number().int(),
  dueSoon: z.number().int(),
  breached: z.number().int(),
  pool: z.number().int(),
  reps: z.array(
    z.object({
      id: idSchema,
      name: z.string(),
      absent: z.boolean(),
      open: z.number().int(),
      dueSoon: z.number().int(),
      breached: z.number().int(),
    }),
  ),
  /** Open handoffs by urgency: breached first, then by due instant. */
  items: z.array(worklistItemSchema),
});
export type Board = z.infer<typeof boardSchema>;

/** The dossier as it is now; null for whoever gave the lead away and may not see it any more. */
export const afterActionSchema = dossierSchema.nullable();

const action = (name: string, summary: string) =>
  ({ method: 'POST', path: `/api/handoffs/:id/${name}`, roles: SALES, summary, response: afterActionSchema }) as const;

export const handoffRoutes = defineRoutes({
  getWorklist: {
    method: 'GET',
    path: '/api/worklist',
    roles: SALES,
    summary: 'Open handoffs in the order to work them: own and pool, for a manager the team',
    query: worklistQuerySchema,
    response: worklistSchema,
  },
  getBoard: {
    method: 'GET',
    path: '/api/board',
    roles: MANAGERS,
    summary: 'Open handoffs of the team by urgency and by rep',
    query: boardQuerySchema,
    response: boardSchema,
  },
  getHandoff: {
    method: 'GET',
    path: '/api/handoffs/:id',
    roles: SALES,
    summary: 'The dossier of a handoff',
    response: dossierSchema,
  },
  acceptHandoff: action('accept', 'Accept a lead that was offered to you'),
  claimHandoff: action('claim', 'Take a lead from the pool'),
  rejectHandoff: { ...action('reject', 'Reject with a reason'), body: rejectBodySchema },
  contactHandoff: { ...action('contact', 'Report the first or a further contact'), body: contactBodySchema },
  followUpHandoff: { ...action('follow-up', 'Set the follow-up date'), body: followUpBodySchema },
  setHandoffBant: { ...action('bant', 'Write down budget, authority, need and time'), body: bantSchema },
  quoteHandoff: { ...action('quote', 'Report a quote'), body: quoteBodySchema },
  winHandoff: { ...action('won', 'Close as won, with amount and reason'), body: wonBodySchema },
  loseHandoff: { ...action('lost', 'Close as lost, with the reason and what was not met'), body: lostBodySchema },
  reassignHandoff: {
    ...action('reassign', 'Give it to another member of the team'),
    roles: MANAGERS,
    body: reassignBodySchema,
  },
});
