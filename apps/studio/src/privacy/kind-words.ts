import type { privacy } from '../i18n/en/privacy';

type Kind = keyof (typeof privacy)['kind'];

const KINDS: readonly Kind[] = [
  'lead',
  'lead_identity',
  'ledger_entry',
  'consent',
  'form_submission',
  'enrollment',
  'trace',
  'wait',
  'effect',
  'inbox_mail',
  'handoff',
  'handoff_note',
  'feedback',
  'notification',
  'incident',
  'mail_report',
  'webhook_delivery',
  'refused_event',
  'hook_payload',
  'company',
  'journey',
  'journey_version',
  'suppression',
  'app_user',
];

/** The key of the words for a kind of data; what this release does not name is *other rows*. */
export function kindOf(place: string): Kind {
  return KINDS.find((kind) => kind === place) ?? 'other';
}

/** Counts by kind in the order in which people look for them; kinds without a word of their own are one line. */
export function countsByKind(counts: Readonly<Record<string, number>>): { kind: Kind; count: number }[] {
  const sums = new Map<Kind, number>();
  for (const [place, count] of Object.entries(counts)) sums.set(kindOf(place), (sums.get(kindOf(place)) ?? 0) + count);
  return [...KINDS, 'other' as const].flatMap((kind) => {
    const count = sums.get(kind) ?? 0;
    return count === 0 ? [] : [{ kind, count }];
  });
}
