import type { IngestMessage } from '@ripen/contracts';
import type { Source } from '@ripen/domain';

const MAX_LENGTH = 300;

/** A text under a name in something that came from outside; null for anything else. */
export function textAt(bag: Readonly<Record<string, unknown>> | null | undefined, name: string): string | null {
  const value = bag?.[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, MAX_LENGTH) : null;
}

/** How the visitor came: the SDK's campaign, else the `utm_` parts of the page's address; the referring host. */
export function sourceOf(message: Extract<IngestMessage, { type: 'track' | 'page' }>): Source {
  const { context, properties } = message;
  const url = textAt(properties, 'url') ?? textAt(context?.page, 'url');
  const utm = url !== null && URL.canParse(url) ? new URL(url).searchParams : new URLSearchParams();
  const campaign = context?.campaign;
  return {
    channel: textAt(campaign, 'medium') ?? textAt(campaign, 'source') ?? utm.get('utm_medium') ?? utm.get('utm_source'),
    campaign: textAt(campaign, 'name') ?? utm.get('utm_campaign'),
    referrer: hostOf(textAt(properties, 'referrer') ?? textAt(context?.page, 'referrer')),
  };
}

/** The host alone: the rest of a referrer may hold a search or a name. */
export function hostOf(address: string | null): string | null {
  return address !== null && URL.canParse(address) ? new URL(address).hostname || null : null;
}
