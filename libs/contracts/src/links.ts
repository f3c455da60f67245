/** In an unsubscribe link: everything that needs consent. A purpose never has this key. */
export const EVERY_PURPOSE = '*';

/**
 * What the signed links of mails carry, by purpose: ids only, in this order. The worker signs, the API verifies. Pages live under
 * `RIPEN_PUBLIC_URL` at `path` + token.
 */
export const SIGNED_LINKS = {
  /** [submissionId]: the second opt-in. */
  confirm: { path: '/c/' },
  /** [submissionId]: hands out the offer. */
  deliver: { path: '/d/' },
  /** [fileId]: a few minutes' right to one file. */
  file: { path: '/o/' },
  /** [effectId, link index, destination]: counts the click and goes on. */
  click: { path: '/l/' },
  /** [leadId, purpose]: takes back consent to mail for that purpose; `*`: for all; without one: marketing, as links of earlier versions mean. */
  unsubscribe: { path: '/u/' },
  /** [leadId]: what the lead gets, and what not. */
  preferences: { path: '/p/' },
  /** [linkId]: the invited person sets a password. What stands behind `#` is sent to no server by the browser. */
  invitation: { path: '/join#' },
  /** [linkId]: a new password. */
  reset: { path: '/reset#' },
} as const;
