import { z } from 'zod';
import { defineRoutes } from './route';

/** What the hosted form sends. Its consent box is empty at first; nothing is taken without it. */
export const formSubmissionSchema = z.object({
  firstName: z.string().trim().max(100).default(''),
  lastName: z.string().trim().min(1).max(100),
  email: z.string().trim().toLowerCase().pipe(z.email().max(254)),
  company: z.string().trim().min(1).max(200),
  position: z.string().trim().max(200).default(''),
  employees: z.string().trim().max(20).default(''),
  industry: z.string().trim().max(200).default(''),
  consent: z.literal('yes'),
  /** The version of the wording that was on the page. */
  wordingVersion: z.coerce.number().int().positive(),
  /** Sent by `ripen.js` after consent, to join earlier visits. */
  anonymousId: z.string().max(200).default(''),
  /** Made by the page or the caller: the same form sent again after an answer that was lost is one submission. */
  submissionId: z.uuid().or(z.literal('')).default(''),
});
export type FormSubmission = z.infer<typeof formSubmissionSchema>;

/** Pages for people without an account. A GET never changes anything, so mail scanners may follow every link. */
export const pageRoutes = defineRoutes({
  getTracker: {
    method: 'GET',
    path: '/ripen.js',
    roles: 'public',
    summary: 'The page tracker; stores and sends nothing before consent',
    kind: 'script',
  },
  showForm: {
    method: 'GET',
    path: '/f/:slug',
    roles: 'public',
    summary: 'The hosted form of a content offer',
    kind: 'html',
  },
  submitForm: {
    method: 'POST',
    path: '/f/:slug',
    roles: 'public',
    summary: 'Send the form; a confirmation mail follows',
    kind: 'html',
  },
  showExampleTopic: {
    method: 'GET',
    path: '/example/topics/:page',
    roles: 'public',
    summary: 'A topic page of the sample website that comes with the example workspace',
    kind: 'html',
  },
  showExamplePage: {
    method: 'GET',
    path: '/example/:page',
    roles: 'public',
    summary: 'Another page of the sample website: the guide, the webinar',
    kind: 'html',
  },
  showConfirmation: {
    method: 'GET',
    path: '/c/:token',
    roles: 'public',
    summary: 'Asks for one click to confirm',
    kind: 'html',
  },
  confirm: {
    method: 'POST',
    path: '/c/:token',
    roles: 'public',
    summary: 'Confirms the address and the consent',
    kind: 'html',
  },
  deliverOffer: {
    method: 'GET',
    path: '/d/:token',
    roles: 'public',
    summary: 'Leads to the content offer',
    kind: 'redirect',
  },
  followLink: {
    method: 'GET',
    path: '/l/:token',
    roles: 'public',
    summary: 'Leads to the target of a link in a mail and counts the click',
    kind: 'redirect',
  },
  showUnsubscribe: {
    method: 'GET',
    path: '/u/:token',
    roles: 'public',
    summary: 'Asks for one click to unsubscribe',
    kind: 'html',
  },
  unsubscribe: {
    method: 'POST',
    path: '/u/:token',
    roles: 'public',
    summary: 'Withdraws consent at once (RFC 8058); with `?all=1` to everything',
    kind: 'html',
  },
  showPreferences: {
    method: 'GET',
    path: '/p/:token',
    roles: 'public',
    summary: 'The preference centre: what a person gets, and what we hold in short',
    kind: 'html',
  },
  savePreferences: {
    method: 'POST',
    path: '/p/:token',
    roles: 'public',
    summary: 'Takes what a person set in the preference centre, at once',
    kind: 'html',
  },
});
