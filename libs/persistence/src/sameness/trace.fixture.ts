import type { EpochMs } from '@ripen/domain';

/** One line of a trace, as the core returns it and as its table keeps it. */
export interface RawLine {
  readonly at: EpochMs;
  readonly nodeId: string | null;
  readonly visit: number | null;
  readonly event: string;
  readonly port: string | null;
  readonly toNodeId: string | null;
  readonly until: EpochMs | null;
  readonly actorId: string | null;
  readonly why: Readonly<Record<string, unknown>>;
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/**
 * Traces as text, a line each, subject after subject. Ids differ between two plays of one life, so each is named by where it is first
 * mentioned. `begins`: instants are told as the distance from it, in milliseconds.
 */
export function legible(subjects: readonly (readonly RawLine[])[], begins: EpochMs): string[] {
  const names = new Map<string, string>();
  const named = (id: string): string => {
    const name = names.get(id) ?? `#${names.size + 1}`;
    names.set(id, name);
    return name;
  };
  return subjects.flatMap((lines, subject) =>
    lines.map(({ at, nodeId, visit, event, port, toNodeId, until, actorId, why }) => {
      const place = nodeId === null ? `handoff ${subject}` : `${nodeId} (visit ${visit})`;
      const way = port === null ? '' : ` by ${port} to ${toNodeId}`;
      const limit = until === null ? '' : ` until ${until - begins}`;
      const text = `${at - begins} ${place}: ${event}${way}${limit} ${actorId ?? ''} ${JSON.stringify(sorted(why))}`;
      return text.replaceAll(UUID, named);
    }),
  );
}

/** Keys in one order, whoever wrote them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
