import { z } from 'zod';
import { defineRoutes, MARKETING } from './route';
import { emailSchema, flagSchema, idSchema, instantSchema, textSchema, zoneSchema } from './shape';

export const EVENT_KINDS = ['webinar', 'trade_fair'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];
/** Where somebody stands with an event. */
export const EVENT_STATES = ['registered', 'attended', 'no_show'] as const;
export type EventState = (typeof EVENT_STATES)[number];

const both = textSchema.refine((text) => text.de.trim() !== '' && text.en.trim() !== '', { message: 'both_languages' });

export const eventBodySchema = z
  .object({
    kind: z.enum(EVENT_KINDS),
    name: both,
    /** A town, a hall, or the address of the web room. */
    place: z.string().trim().max(300),
    startsAt: instantSchema,
    endsAt: instantSchema,
    /** The zone that its times are said in. */
    zone: zoneSchema,
    archived: z.boolean().default(false),
  })
  .refine(({ startsAt, endsAt }) => endsAt >= startsAt, { message: 'ends_before_it_starts', path: ['endsAt'] });
export type EventBody = z.infer<typeof eventBodySchema>;

export const eventSchema = z.object({
  id: idSchema,
  kind: z.enum(EVENT_KINDS),
  name: textSchema,
  place: z.string(),
  startsAt: instantSchema,
  endsAt: instantSchema,
  zone: z.string(),
  archived: z.boolean(),
  registered: z.number().int(),
  attended: z.number().int(),
  noShow: z.number().int(),
  formIds: z.array(idSchema),
});
export type EventRow = z.infer<typeof eventSchema>;

export const eventPersonSchema = z.object({
  id: idSchema,
  leadId: idSchema,
  name: z.string().nullable(),
  email: z.string().nullable(),
  company: z.string().nullable(),
  state: z.enum(EVENT_STATES),
  source: z.enum(['form', 'hand', 'list']),
  registeredAt: instantSchema.nullable(),
  outcomeAt: instantSchema.nullable(),
  /** Whether the lead agreed to marketing by e-mail. */
  consent: z.boolean(),
});
export type EventPerson = z.infer<typeof eventPersonSchema>;

const shortText = z.string().trim().max(200).default('');
/** Somebody as a list or a badge names them. Found by the address; without one, by name and company within this event. */
export const eventGuestSchema = z
  .object({
    email: z.union([z.literal(''), emailSchema]).default(''),
    firstName: shortText,
    lastName: shortText,
    company: shortText,
    position: shortText,
    /** When they came, if the list knows; else the time of the event. */
    at: instantSchema.nullish(),
  })
  .refine(({ email, lastName }) => email !== '' || lastName !== '', { message: 'address_or_name', path: ['email'] });
export type EventGuest = z.infer<typeof eventGuestSchema>;

/** What became of a list: counts, and people that are new to us, known now, without consent. */
export const guestsTakenSchema = z.object({
  added: z.number().int(),
  unchanged: z.number().int(),
  newLeads: z.number().int(),
});
export type GuestsTaken = z.infer<typeof guestsTakenSchema>;

export const eventRoutes = defineRoutes({
  listEvents: {
    method: 'GET',
    path: '/api/events',
    roles: MARKETING,
    scope: 'content:read',
    summary: 'Webinars and trade fairs, the next and latest first',
    query: z.object({ archived: flagSchema.default(false) }),
    response: z.object({ items: z.array(eventSchema) }),
  },
  getEvent: {
    method: 'GET',
    path: '/api/events/:id',
    roles: MARKETING,
    scope: 'content:read',
    summary: 'An event',
    response: eventSchema,
  },
  createEvent: {
    method: 'POST',
    path: '/api/events',
    roles: MARKETING,
    scope: 'content:write',
    summary: 'Add a webinar or a trade fair',
    body: eventBodySchema,
    response: eventSchema,
  },
  updateEvent: {
    method: 'PUT',
    path: '/api/events/:id',
    roles: MARKETING,
    scope: 'content:write',
    summary: 'Change an event',
    body: eventBodySchema,
    response: eventSchema,
  },
  listEventPeople: {
    method: 'GET',
    path: '/api/events/:id/people',
    roles: MARKETING,
    scope: 'content:read',
    summary: 'Who registered, who came, who did not',
    response: z.object({ items: z.array(eventPersonSchema) }),
  },
  addEventPeople: {
    method: 'POST',
    path: '/api/events/:id/people',
    roles: MARKETING,
    scope: 'content:write',
    summary: 'Add people by hand or from a list; each gives one touchpoint, however often the list is sent',
    body: z.object({
      state: z.enum(EVENT_STATES),
      source: z.enum(['hand', 'list']),
      people: z.array(eventGuestSchema).min(1).max(500),
    }),
    response: guestsTakenSchema,
  },
  setEventPeople: {
    method: 'PUT',
    path: '/api/events/:id/people',
    roles: MARKETING,
    scope: 'content:write',
    summary: 'Say of people on the list that they came, or that they did not',
    body: z.object({ state: z.enum(['attended', 'no_show']), personIds: z.array(idSchema).min(1).max(500) }),
    response: guestsTakenSchema,
  },
});
