/** Texts by their keys, one language: "leads.title" → "Leads". */
export type Words = ReadonlyMap<string, string>;

/** What the sources ask for: keys as they stand, and patterns where a part is filled in. */
export interface AskedKeys {
  readonly exact: ReadonlySet<string>;
  readonly patterns: readonly RegExp[];
}

/** Plural forms of one key: the code asks for the key without them. */
const PLURAL = /_(?:one|other)$/;
const SPELLED_OUT =
  /\b(fuer|ueber|koennen|muessen|oeffnen|loeschen|schliessen|aendern|Aenderung|zurueck|waehlen|pruefen)\b/i;

export function wordsOf(messages: object, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(messages) as [string, unknown][]) {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    if (typeof value === 'string') found.set(path, value);
    else if (typeof value === 'object' && value !== null)
      for (const [key, text] of wordsOf(value, path)) found.set(key, text);
  }
  return found;
}

/** Every string of the sources that looks like a key of a section; `${…}` stands for any one part of it. */
export function keysAsked(sources: readonly string[], sections: readonly string[]): AskedKeys {
  const exact = new Set<string>();
  const patterns: RegExp[] = [];
  const literal = new RegExp(`(['"\`])((?:${sections.join('|')})\\.(?:\\$\\{[^}]*\\}|[\\w.])+)\\1`, 'g');
  for (const source of sources) {
    for (const [, , key = ''] of source.matchAll(literal)) {
      if (!key.includes('${')) exact.add(key);
      else patterns.push(new RegExp(`^${key.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '[\\w]+')}$`));
    }
  }
  return { exact, patterns };
}

/** Keys that only one of two languages has. */
export function unpaired(left: Words, right: Words): string[] {
  return [...new Set([...left.keys(), ...right.keys()])].filter((key) => left.has(key) !== right.has(key));
}

export function withoutText(words: Words): string[] {
  return [...words].filter(([, text]) => text.trim() === '').map(([key]) => key);
}

/** Keys whose places to fill in are not the same in two languages. */
export function unlikePlaces(left: Words, right: Words): string[] {
  return [...left].filter(([key, text]) => places(text) !== places(right.get(key) ?? '')).map(([key]) => key);
}

function places(text: string): string {
  return [...text.matchAll(/\{\{(\w+)\}\}|<(\w+)>/g)]
    .map(([, name, tag]) => name ?? tag ?? '')
    .sort()
    .join();
}

/** What is asked for and has no words. */
export function missing({ exact, patterns }: AskedKeys, words: Words): string[] {
  const bare = new Set([...words.keys()].map((key) => key.replace(PLURAL, '')));
  return [
    ...[...exact].filter((key) => !words.has(key) && !bare.has(key)),
    ...patterns.filter((pattern) => ![...bare].some((key) => pattern.test(key))).map(String),
  ];
}

/** What has words and nobody asks for. */
export function idle({ exact, patterns }: AskedKeys, words: Words): string[] {
  const asked = (key: string): boolean => exact.has(key) || patterns.some((pattern) => pattern.test(key));
  return [...words.keys()].filter((key) => !asked(key) && !asked(key.replace(PLURAL, '')));
}

/** German that spells out its umlauts. */
export function withoutUmlauts(words: Words): string[] {
  return [...words].filter(([, text]) => SPELLED_OUT.test(text)).map(([key]) => key);
}
