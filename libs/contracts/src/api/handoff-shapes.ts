import {
  BANT_CRITERIA,
  BANT_STATES,
  FEEDBACK_KINDS,
  HANDOFF_OUTCOMES,
  HANDOFF_STATES,
  SLA_CLOCKS,
  WORKLIST_PRIORITIES,
} from '@ripen/domain';
import { amountSchema, currencySchema } from '@ripen/handoff';
import { z } from 'zod';
import { scoreSummarySchema } from './scoring';
import { daySchema, idSchema, instantSchema, textSchema } from './shape';

const personSchema = z.object({ id: idSchema, name: z.string() });

export const bantAnswerSchema = z.object({ state: z.enum(BANT_STATES), note: z.string().trim().max(2_000) });
export const bantSchema = z.object({
  budget: bantAnswerSchema,
  authority: bantAnswerSchema,
  need: bantAnswerSchema,
  time: bantAnswerSchema,
});
export type BantShape = z.infer<typeof bantSchema>;

export { amountSchema, currencySchema };

export const quoteSchema = z.object({
  amount: amountSchema,
  currency: currencySchema,
  sentOn: daySchema,
  validUntil: daySchema,
  chaseOn: daySchema.nullable(),
});
export type QuoteShape = z.infer<typeof quoteSchema>;

/** Something that runs out. Its instants are plain time, counted by the policy's calendar. */
export const countdownSchema = z.object({
  startedAt: instantSchema,
  /** From when on it is due soon, as the handoff core's `urgency` defines it. */
  soonAt: instantSchema,
  dueAt: instantSchema,
  /** `due_soon` from `soonAt` on, `breached` from `dueAt` on. */
  state: z.enum(['running', 'due_soon', 'breached']),
});
export type CountdownShape = z.infer<typeof countdownSchema>;

/** The clock that runs now. `dueAt` is the instant of the breach. */
export const slaClockSchema = countdownSchema.extend({
  clock: z.enum(SLA_CLOCKS),
  rungs: z.array(
    z.object({ rung: z.enum(['remind', 'warn', 'breach']), dueAt: instantSchema, firedAt: instantSchema.nullable() }),
  ),
});
export type SlaClockShape = z.infer<typeof slaClockSchema>;

export const handoffBriefSchema = z.object({
  id: idSchema,
  state: z.enum(HANDOFF_STATES),
  outcome: z.enum(HANDOFF_OUTCOMES).nullable(),
  outcomeReason: z.string().nullable(),
  team: personSchema,
  owner: personSchema.nullable(),
  createdAt: instantSchema,
  acceptedAt: instantSchema.nullable(),
  contactedAt: instantSchema.nullable(),
  closedAt: instantSchema.nullable(),
  clock: slaClockSchema.nullable(),
  /** How long it still lies in the pool before it expires; null outside the pool. */
  pool: countdownSchema.nullable(),
});
export type HandoffBrief = z.infer<typeof handoffBriefSchema>;

export const HANDOFF_ACTIONS = [
  'accept',
  'claim',
  'reject',
  'contact',
  'follow_up',
  'bant',
  'quote',
  'won',
  'lost',
  'reassign',
] as const;

/** One line of the worklist. */
export const worklistItemSchema = handoffBriefSchema.extend({
  lead: z.object({
    id: idSchema,
    displayName: z.string().nullable(),
    position: z.string().nullable(),
    companyName: z.string().nullable(),
    phone: z.string().nullable(),
  }),
  score: scoreSummarySchema.nullable(),
  priority: z.enum(WORKLIST_PRIORITIES),
  followUpAt: instantSchema.nullable(),
  quote: quoteSchema.nullable(),
  /** What to do next, as a code of `HANDOFF_ACTIONS`. */
  next: z.enum(HANDOFF_ACTIONS),
  /** The last things the lead did, as one sentence. */
  story: textSchema,
});
export type WorklistItem = z.infer<typeof worklistItemSchema>;

export const feedbackSchema = z.object({
  id: idSchema,
  kind: z.enum(FEEDBACK_KINDS),
  reason: z.string().nullable(),
  unmet: z.array(z.enum(BANT_CRITERIA)),
  answers: z.record(z.string(), z.string()),
  amount: z.number().nullable(),
  currency: z.string().nullable(),
  at: instantSchema,
});
export type FeedbackShape = z.infer<typeof feedbackSchema>;

/** What a rep knows before calling. */
export const dossierSchema = worklistItemSchema.extend({
  /** Up to five sentences, oldest first. */
  storyLines: z.array(z.object({ at: instantSchema, sentence: textSchema })),
  contents: z.array(z.object({ title: z.string(), at: instantSchema })),
  bant: bantSchema,
  /** Questions still open, with their wording. */
  bantOpen: z.array(z.object({ criterion: z.enum(BANT_CRITERIA), question: textSchema })),
  opening: textSchema,
  phoneConsent: z.boolean(),
  email: z.string().nullable(),
  feedback: z.array(feedbackSchema),
  /** What happened to the handoff, oldest first. */
  log: z.array(
    z.object({ at: instantSchema, event: z.string(), actor: personSchema.nullable(), sentence: textSchema }),
  ),
  /** What the caller may do now. */
  actions: z.array(z.enum(HANDOFF_ACTIONS)),
  /** For *reassign*: the team's members. */
  members: z.array(personSchema.extend({ absent: z.boolean() })),
});
export type Dossier = z.infer<typeof dossierSchema>;
