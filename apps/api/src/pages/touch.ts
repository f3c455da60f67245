import type { Source } from '@ripen/domain';
import type { Touch } from '@ripen/persistence';
import type { Request } from 'express';
import { z } from 'zod';
import { hostOf, textAt } from '../ingest/source';

const PARTS = ['source', 'medium', 'campaign', 'term', 'content'] as const;
const part = z.string().trim().min(1).max(200);
const touchSchema = z.object({
  source: part.optional(),
  medium: part.optional(),
  campaign: part.optional(),
  term: part.optional(),
  content: part.optional(),
  referrer: part.optional(),
});
const carriedSchema = z.object({ first: touchSchema.optional(), last: touchSchema.optional() }).catch({});

/** What the tracker remembers of how somebody came, as it puts it into a form. Anything else is nothing. */
export function carriedTouches(text: string): { readonly first: Touch | null; readonly last: Touch | null } {
  const { first, last } = carriedSchema.parse(parsedJson(text));
  return { first: first ? onlySet(first) : null, last: last ? onlySet(last) : null };
}

/** How somebody came to a hosted form: by the `utm_` parts of its address and the page before. */
export function touchOf(query: Readonly<Record<string, unknown>>, request: Request): Touch {
  const referrer = hostOf(request.get('referer') ?? null);
  return onlySet({
    ...Object.fromEntries(PARTS.map((name) => [name, textAt(query, `utm_${name}`) ?? undefined])),
    referrer: referrer === null || referrer === request.hostname ? undefined : referrer,
  });
}

/** The same as the ledger knows it. */
export function sourceOfTouch({ source, medium, campaign, referrer }: Touch): Source {
  return { channel: medium ?? source ?? null, campaign: campaign ?? null, referrer: referrer ?? null };
}

function onlySet(touch: Readonly<Record<string, string | undefined>>): Touch {
  return Object.fromEntries(Object.entries(touch).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
