import { createHash } from 'node:crypto';
import { emailSchema, type FieldProblem, type HookMapping } from '@ripen/contracts';

/** The messages of an SDK that a payload amounts to, or why it amounts to none. */
export type Mapped =
  | { readonly ok: true; readonly messages: readonly Record<string, unknown>[] }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/**
 * Maps a payload. Who is known by an address alone goes by a hash of it, so that the same address is the same person before anybody looked. `messageId`: the
 * same for the same message, whatever the mapping says meanwhile.
 */
export function mapPayload(payload: unknown, mapping: HookMapping, messageId: string): Mapped {
  const userId = textAt(payload, mapping.userId);
  const email = emailSchema.safeParse(textAt(payload, mapping.email)).data ?? null;
  if (userId === null && email === null) {
    const path = mapping.userId ?? mapping.email ?? '';
    return { ok: false, problems: [{ path, problem: 'names_nobody' }] };
  }
  const who = userId !== null ? { userId } : { anonymousId: `hook:${hashed(email ?? '')}` };
  const at = mapping.occurredAt === null ? undefined : valueAt(payload, mapping.occurredAt);
  const base = { ...who, ...(typeof at === 'string' || typeof at === 'number' ? { timestamp: at } : {}) };
  const traits = traitsOf(payload, mapping);
  if (email !== null) traits['email'] = email;
  const messages: Record<string, unknown>[] = [];
  if (Object.keys(traits).length > 0)
    messages.push({ ...base, type: 'identify', messageId: `${messageId}:identify`, traits });
  const { touchpoint } = mapping;
  if (touchpoint !== null) {
    const properties = Object.fromEntries(
      touchpoint.properties.map(({ name, path }) => [name, valueAt(payload, path)]),
    );
    messages.push({ ...base, type: 'track', messageId: `${messageId}:track`, event: touchpoint.type, properties });
  }
  if (messages.length === 0) return { ok: false, problems: [{ path: '', problem: 'says_nothing' }] };
  return { ok: true, messages };
}

function traitsOf(payload: unknown, { fields }: HookMapping): Record<string, unknown> {
  const traits: Record<string, unknown> = {};
  const company: Record<string, unknown> = {};
  for (const { field, path } of fields) {
    const value = valueAt(payload, path);
    if (value === undefined || value === null || value === '') continue;
    if (field.startsWith('company.')) company[field.slice('company.'.length)] = value;
    else traits[field] = typeof value === 'number' ? String(value) : value;
  }
  return Object.keys(company).length > 0 ? { ...traits, company } : traits;
}

/** What stands at a path; own properties and places of lists only. */
export function valueAt(payload: unknown, path: string): unknown {
  let value: unknown = payload;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = Object.entries(value).find(([own]) => own === name)?.[1];
  }
  return value;
}

function textAt(payload: unknown, path: string | null): string | null {
  const value = path === null ? null : valueAt(payload, path);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 500) : null;
}

export function hashed(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
