export type JsonSchema = Readonly<Record<string, unknown>>;

/** Where a string stands in a body: the keys that lead to it. */
export type Place = readonly (string | number)[];

const ID = '0192f0c1-0000-7000-8000-00000000ffff';
const BY_FORMAT: Readonly<Record<string, string>> = {
  uuid: ID,
  email: 'sample@firma.example',
  uri: 'https://firma.example/sample',
  date: '2099-01-01',
  'date-time': '2099-01-01T00:00:00Z',
};

/** A value that a schema of the API's description allows: everything required, of optional things nothing unless `all` is asked for. */
export function sampleOf(schema: JsonSchema, all = false, root: JsonSchema = schema): unknown {
  const target = resolved(schema, root);
  if ('const' in target) return target['const'];
  if ('default' in target && !all) return target['default'];
  const [first] = listOf(target['enum']);
  if (first !== undefined) return first;
  const [choice] = [...listOf(target['anyOf']), ...listOf(target['oneOf'])].filter(isSchema);
  if (choice !== undefined) return sampleOf(choice, all, root);
  return sampleByType(target, all, root);
}

function sampleByType(target: JsonSchema, all: boolean, root: JsonSchema): unknown {
  const type = listOf(target['type'])[0] ?? target['type'];
  if (type === 'object' || 'properties' in target) return sampleObject(target, all, root);
  if (type === 'array') {
    const { items } = target;
    const needed = Math.max(Number(target['minItems'] ?? 0), all ? 1 : 0);
    return isSchema(items) ? Array.from({ length: needed }, () => sampleOf(items, all, root)) : [];
  }
  if (type === 'string') return sampleString(target);
  if (type === 'number' || type === 'integer') return Math.max(Number(target['minimum'] ?? 1), 1);
  return type === 'boolean' ? true : type === 'null' ? null : 'x';
}

function sampleObject(schema: JsonSchema, all: boolean, root: JsonSchema): Record<string, unknown> {
  const required = listOf(schema['required']);
  const { properties } = schema;
  if (!isSchema(properties)) return {};
  const wanted = Object.entries(properties).filter(([name]) => all || required.includes(name));
  return Object.fromEntries(wanted.map(([name, part]) => [name, isSchema(part) ? sampleOf(part, all, root) : null]));
}

function sampleString(schema: JsonSchema): string {
  const { format, pattern, minLength, maxLength } = schema;
  if (typeof format === 'string' && BY_FORMAT[format] !== undefined) return BY_FORMAT[format];
  if (typeof pattern === 'string') {
    const fits = ['sample', '12:00', '2099-01-01', 'sample-1', 'Sample', 'a'.repeat(64), '1', 'EUR'].find((text) =>
      new RegExp(pattern, 'u').test(text),
    );
    if (fits !== undefined) return fits;
  }
  return 'sample text'.padEnd(Number(minLength ?? 0), 'x').slice(0, Number(maxLength ?? 100));
}

/** Every place of a value where a string stands. */
export function stringPlaces(value: unknown, at: Place = []): Place[] {
  if (typeof value === 'string') return [at];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    stringPlaces(part, [...at, Array.isArray(value) ? Number(key) : key]),
  );
}

/** The value with another text at one place. */
export function withText(value: unknown, [key, ...rest]: Place, text: string): unknown {
  if (key === undefined) return text;
  if (Array.isArray(value))
    return value.map((part: unknown, index) => (index === key ? withText(part, rest, text) : part));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]: [string, unknown]) => [
      name,
      name === key ? withText(part, rest, text) : part,
    ]),
  );
}

function resolved(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return schema;
  const found = reference
    .replace(/^#\/?/, '')
    .split('/')
    .filter((part) => part !== '')
    .reduce<unknown>((part, key) => (isSchema(part) ? part[key] : undefined), root);
  return isSchema(found) ? found : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null;
}
