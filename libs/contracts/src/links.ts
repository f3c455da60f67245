/**
 * What the signed links of mails carry, by purpose: ids only, in this order. The worker signs, the API verifies. Pages live under
 * `RIPEN_PUBLIC_URL` at `path` + token.
 */
export const SIGNED_LINKS = {
  /** [submissionId]: the second opt-in. */
  confirm: { path: '/c/' },
  /** [submissionId]: hands out the offer. */
  deliver: { path: '/d/' },
  /** [effectId, link index, destination]: counts the click and goes on. */
  click: { path: '/l/' },
  /** [leadId]: takes back consent to marketing mail. */
  unsubscribe: { path: '/u/' },
} as const;
