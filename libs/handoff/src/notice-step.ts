import { NOTICES, type Handoff, type NoticeKind } from './state';

/** The step of a notice's effect key: what is told, and to whom. */
export function noticeStep(notice: NoticeKind, userId: string): string {
  return `${notice}:${userId}`;
}

/** What a notice's effect row says by its step; null when the step is not a notice's. */
export function parseNoticeStep(step: string): { readonly notice: NoticeKind; readonly userId: string } | null {
  const colon = step.indexOf(':');
  const notice = NOTICES.find((kind) => kind === step.slice(0, colon));
  const userId = step.slice(colon + 1);
  return colon > 0 && notice && userId !== '' ? { notice, userId } : null;
}

/**
 * Whether a notice that was held up is still worth sending; asked at the claim. What calls for action falls away when the action is no
 * longer asked of that person; what merely reports (warned, breached, taken away, expired) stays true.
 */
export function noticeStillHolds(
  handoff: Handoff,
  told: { readonly visit: number; readonly notice: NoticeKind; readonly userId: string },
): boolean {
  switch (told.notice) {
    case 'offered':
    case 'reminded':
      return handoff.state !== 'closed' && handoff.clock?.visit === told.visit && handoff.ownerId === told.userId;
    case 'pooled':
      return handoff.state === 'pool' && handoff.nextVisit === told.visit + 1;
    case 'warned':
    case 'breached':
    case 'reassigned_away':
    case 'expired':
      return true;
  }
}
