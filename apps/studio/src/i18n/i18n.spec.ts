import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messages as de } from './de';
import { messages as en } from './en';

const SOURCES = join(__dirname, '..');

/** Plural forms of one key: the code asks for the key without them. */
const PLURAL = /_(?:one|other)$/;

function leaves(node: object, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(node)) {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    if (typeof value === 'string') found.set(path, value);
    else for (const [key, text] of leaves(value, path)) found.set(key, text);
  }
  return found;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'i18n' ? [] : sourceFiles(path);
    return /\.tsx?$/.test(entry.name) && !/\.spec\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/** Every string of the sources that looks like a key; `${…}` becomes a wildcard for one or more segments. */
function keysInSources(sections: readonly string[]): { exact: Set<string>; patterns: RegExp[] } {
  const exact = new Set<string>();
  const patterns: RegExp[] = [];
  const literal = new RegExp(`(['"\`])((?:${sections.join('|')})\\.(?:\\$\\{[^}]*\\}|[\\w.])+)\\1`, 'g');
  for (const file of sourceFiles(SOURCES)) {
    for (const [, , key = ''] of readFileSync(file, 'utf8').matchAll(literal)) {
      if (!key.includes('${')) exact.add(key);
      else patterns.push(new RegExp(`^${key.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '[\\w]+')}$`));
    }
  }
  return { exact, patterns };
}

const german = leaves(de);
const english = leaves(en);
const { exact, patterns } = keysInSources(Object.keys(en));
const asked = (key: string): boolean => exact.has(key) || patterns.some((pattern) => pattern.test(key));

describe('the words of the studio', () => {
  it('has the same keys in German and English', () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('leaves no text empty', () => {
    const empty = [...german, ...english].filter(([, text]) => text.trim() === '').map(([key]) => key);
    expect(empty).toEqual([]);
  });

  it('fills the same places in both languages', () => {
    const places = (text: string): string[] =>
      [...text.matchAll(/\{\{(\w+)\}\}|<(\w+)>/g)].map(([, name, tag]) => name ?? tag ?? '').sort();
    for (const [key, text] of english) expect([key, places(german.get(key) ?? '')]).toEqual([key, places(text)]);
  });

  it('knows every key that the sources ask for', () => {
    const bare = new Set([...english.keys()].map((key) => key.replace(PLURAL, '')));
    const groups = (pattern: RegExp): boolean => [...bare].some((key) => pattern.test(key));
    expect([...exact].filter((key) => !english.has(key) && !bare.has(key))).toEqual([]);
    expect(patterns.filter((pattern) => !groups(pattern)).map(String)).toEqual([]);
  });

  it('keeps no key that nothing asks for', () => {
    expect([...english.keys()].filter((key) => !asked(key) && !asked(key.replace(PLURAL, '')))).toEqual([]);
  });

  it('writes German with umlauts and ß', () => {
    const spelledOut =
      /\b(fuer|ueber|koennen|muessen|oeffnen|loeschen|schliessen|aendern|Aenderung|zurueck|waehlen|pruefen)\b/i;
    expect([...german].filter(([, text]) => spelledOut.test(text))).toEqual([]);
  });
});
