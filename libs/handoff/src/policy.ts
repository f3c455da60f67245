import { z } from 'zod';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);

/** When business time runs. `always`: 24/7, the hours are not looked at. Hours are local to `zone`; holidays are local dates. */
export const calendarSchema = z.object({
  zone: z.string().min(1),
  always: z.boolean().default(false),
  hours: z.partialRecord(z.enum(WEEKDAYS), z.array(z.object({ from: clockTime, to: clockTime })).max(6)).default({}),
  holidays: z.array(z.iso.date()).max(2_000).default([]),
});
export type BusinessCalendar = z.infer<typeof calendarSchema>;

/** One promise of sales. `durationMs` is business time by the calendar; rungs are per cent of it, counted from the clock's start. */
export const clockPolicySchema = z.object({
  durationMs: z.number().int().min(1_000),
  remindAt: z.number().int().min(1).max(100).nullable().default(50),
  warnAt: z.number().int().min(1).max(100).nullable().default(80),
});
export type ClockPolicy = z.infer<typeof clockPolicySchema>;

/** Who owes what, by when, counted how, and what happens if not. */
export const slaPolicySchema = z.object({
  calendar: calendarSchema,
  accept: clockPolicySchema,
  contact: clockPolicySchema,
  feedback: clockPolicySchema,
  /** How often the handoff goes round the team before it falls into the pool. */
  rounds: z.number().int().min(1).max(10).default(1),
  /** Business time that an unclaimed handoff may lie in the pool before it expires. */
  poolMs: z.number().int().min(1_000),
});
export type SlaPolicy = z.infer<typeof slaPolicySchema>;
