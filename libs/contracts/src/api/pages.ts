import { z } from 'zod';
import { defineRoutes } from './route';

/** What every form sends beside its own fields. The rest is read as the form's definition says. */
export const formFrameSchema = z.object({
  consent: z.literal('yes').optional().catch(undefined),
  /** The version of the wording that was on the page. */
  wordingVersion: z.coerce.number().int().nonnegative().catch(0),
  /** Sent by `ripen.js` after consent, to join earlier visits. */
  anonymousId: z.string().max(200).catch(''),
  /** Made by the page or the caller: the same form sent again after an answer that was lost is one submission. */
  submissionId: z.uuid().or(z.literal('')).catch(''),
  /** Signed by us: which form, and when it was shown. */
  opened: z.string().max(600).catch(''),
  /** Signed by us: a lead who came by a link of their own mail. */
  visitor: z.string().max(600).catch(''),
  /** Nobody sees this field: whoever fills it is no person. */
  homepage: z.string().max(2_000).catch('filled'),
  /** Where the visitor first came from, as the page's tracker remembers it. */
  touch: z.string().max(2_000).catch(''),
});
export type FormFrame = z.infer<typeof formFrameSchema>;

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
  getFormScript: {
    method: 'GET',
    path: '/ripen-form.js',
    roles: 'public',
    summary: 'Puts a form into a page of another website; loaded by the tracker',
    kind: 'script',
  },
  showFormPart: {
    method: 'GET',
    path: '/f/:slug/part',
    roles: 'public',
    summary: 'The form as a piece of a page, for any website',
    kind: 'html',
  },
  submitFormPart: {
    method: 'POST',
    path: '/f/:slug/part',
    roles: 'public',
    summary: 'Send an embedded form; the answer is the piece that takes its place',
    kind: 'html',
  },
  downloadFile: {
    method: 'GET',
    path: '/o/:token',
    roles: 'public',
    summary: 'The file of a content offer, for a few minutes after the link of the mail was followed',
    kind: 'redirect',
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
