import { randomUUID } from 'node:crypto';
import type { IngestMessage, TouchpointMapping } from '@ripen/contracts';
import type { EpochMs } from '@ripen/domain';
import type { IngestEvent } from '@ripen/persistence';
import { companyTraits, groupTraits, leadTraits } from './traits';
import { sourceOf, textAt } from './source';

interface MapContext {
  readonly mapping: TouchpointMapping;
  readonly receivedAt: EpochMs;
  /** When the sender says that it sent the batch; corrects a wrong clock. */
  readonly sentAt: string | number | null;
}

/** Set by us alone: whoever holds the public write key must not pass for a form. */
const RESERVED_PROPERTIES = ['submissionId', 'offerSlug', 'nodeId', 'eventId'];
const MAX_PROPERTIES_BYTES = 20_000;

/** One message of an SDK as a fact to take in; null for kinds that are passed over. */
export function toEvent(message: IngestMessage, context: MapContext): IngestEvent | null {
  if (message.type === 'screen') return null;
  const base = {
    messageId: message.messageId ?? randomUUID(),
    anonymousId: message.anonymousId || null,
    userId: message.userId || null,
    occurredAt: occurredAt(message.timestamp ?? null, message.sentAt ?? context.sentAt, context.receivedAt),
  };
  switch (message.type) {
    case 'identify': {
      const traits = { ...message.context?.traits, ...message.traits };
      return {
        ...base,
        kind: 'identify',
        lead: leadTraits(traits, message.context ?? null),
        company: companyTraits(traits),
      };
    }
    case 'group': {
      const company = groupTraits(message.groupId, message.traits ?? {});
      return { ...base, kind: 'identify', lead: {}, company };
    }
    case 'alias': {
      const { previousId } = message;
      return { ...base, kind: 'alias', anonymousId: message.anonymousId || null, userId: message.userId, previousId };
    }
    case 'track':
      return {
        ...base,
        kind: 'touchpoint',
        type: eventType(message.event, context.mapping),
        properties: { ...plain(message.properties), event: message.event },
        source: sourceOf(message),
      };
    case 'page': {
      const properties = pageProperties(message);
      const type = pageType(properties.path, context.mapping);
      return { ...base, kind: 'touchpoint', type, properties, source: sourceOf(message) };
    }
  }
}

/** The sender's time, corrected by how wrong its clock was when it sent; never in our future. */
export function occurredAt(
  timestamp: string | number | null,
  sentAt: string | number | null,
  receivedAt: EpochMs,
): EpochMs {
  const claimed = timestamp === null ? Number.NaN : new Date(timestamp).getTime();
  if (Number.isNaN(claimed)) return receivedAt;
  const sent = sentAt === null ? Number.NaN : new Date(sentAt).getTime();
  const corrected = Number.isNaN(sent) ? claimed : receivedAt - Math.max(0, sent - claimed);
  return Math.max(0, Math.min(corrected, receivedAt));
}

/** The touchpoint type of a tracked event: by the table, else the name in snake_case. */
export function eventType(name: string, { events }: TouchpointMapping): string {
  const wanted = name.trim().toLowerCase();
  const mapped = events.find((entry) => entry.name.trim().toLowerCase() === wanted);
  return mapped?.type ?? snakeCase(name);
}

/** The touchpoint type of a page: the first prefix that its path begins with at a border of a part. */
export function pageType(path: string, { pages }: TouchpointMapping): string {
  const mapped = pages.find(({ prefix }) => {
    const rest = path.slice(prefix.length);
    return path.startsWith(prefix) && (prefix.endsWith('/') || rest === '' || /^[/?#]/.test(rest));
  });
  return mapped?.type ?? 'page_visited';
}

function snakeCase(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
  return (/^[a-z]/.test(words) ? words : `event_${words}`).slice(0, 100);
}

type PageMessage = Extract<IngestMessage, { type: 'page' }>;

function pageProperties(message: PageMessage): Record<string, unknown> & { path: string } {
  const title = textAt(message.properties, 'title') ?? textAt(message.context?.page, 'title');
  return {
    ...plain(withoutAddresses(message.properties)),
    path: pathOf(message),
    ...(title ? { title } : {}),
    ...(message.name ? { name: message.name } : {}),
  };
}

function pathOf({ properties, context }: PageMessage): string {
  const named = textAt(properties, 'path') ?? textAt(context?.page, 'path');
  if (named !== null && named.startsWith('/')) return named.split(/[?#]/)[0] ?? '/';
  const url = textAt(properties, 'url') ?? textAt(context?.page, 'url');
  return url !== null && URL.canParse(url) ? new URL(url).pathname : '/';
}

/** A page's full address and search part may carry somebody's data; the path says enough. */
function withoutAddresses(properties: Record<string, unknown> | null | undefined): Record<string, unknown> {
  const { url: _url, search: _search, referrer: _referrer, ...rest } = properties ?? {};
  return rest;
}

function plain(properties: Record<string, unknown> | null | undefined): Record<string, unknown> {
  const kept = Object.fromEntries(
    Object.entries(properties ?? {}).filter(([name]) => !RESERVED_PROPERTIES.includes(name)),
  );
  return JSON.stringify(kept).length <= MAX_PROPERTIES_BYTES ? kept : {};
}
