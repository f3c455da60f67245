import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const HISTORIES = resolve(__dirname, '../histories');

/** The folder of a released loop: `v1`, `v2`, … */
export function historiesOf(v: number): { readonly name: string; readonly history: object }[] {
  const folder = join(HISTORIES, `v${v}`);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.history.json'))
    .sort()
    .map((file) => ({
      name: file.replace('.history.json', ''),
      history: JSON.parse(readFileSync(join(folder, file), 'utf8')) as object,
    }));
}

/** What the tests call their people and companies, and what stands in their mails. */
const KNOWN = /\b(Maria|Beispiel|Ayla|Ben|Firma|Fachbereichsleiter|Guten Tag|Zeitpunkt|example\.org)\b/i;

/** Everything in a recorded history that could be personal: an at sign, or a name that the tests use. Payloads are looked into. */
export function personalIn(value: unknown): string[] {
  if (typeof value === 'string') return value.includes('@') || KNOWN.test(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(personalIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => personalIn(key === 'data' ? decoded(inner) : inner));
}

function decoded(data: unknown): unknown {
  return typeof data === 'string' ? Buffer.from(data, 'base64').toString('utf8') : data;
}

/** The types of a history's events, in order, without the bookkeeping of workflow tasks. An attempt after the first is named. */
export function eventsOf(history: object): string {
  const { events } = history as {
    events: { eventType: string; activityTaskStartedEventAttributes?: { attempt?: number } }[];
  };
  return events
    .filter(({ eventType }) => !eventType.startsWith('EVENT_TYPE_WORKFLOW_TASK_'))
    .map(({ eventType, activityTaskStartedEventAttributes: started }) => {
      const name = eventType.replace('EVENT_TYPE_', '');
      return (started?.attempt ?? 1) > 1 ? `${name}_AGAIN` : name;
    })
    .join(' ');
}
