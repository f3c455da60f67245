import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messages as de } from './de';
import { messages as en } from './en';
import { idle, keysAsked, missing, unlikePlaces, unpaired, withoutText, withoutUmlauts, wordsOf } from './words-check';

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'i18n' ? [] : sourcesIn(path);
    return /\.tsx?$/.test(entry.name) && !/\.spec\.tsx?$/.test(entry.name) ? [readFileSync(path, 'utf8')] : [];
  });
}

describe('the words of the studio', () => {
  const german = wordsOf(de);
  const english = wordsOf(en);
  const asked = keysAsked(sourcesIn(join(__dirname, '..')), Object.keys(en));

  it('has the same keys in German and English', () => {
    expect(unpaired(german, english)).toEqual([]);
  });

  it('leaves no text empty', () => {
    expect([...withoutText(german), ...withoutText(english)]).toEqual([]);
  });

  it('fills the same places in both languages', () => {
    expect(unlikePlaces(english, german)).toEqual([]);
  });

  it('knows every key that the sources ask for', () => {
    expect(asked.exact.size).toBeGreaterThan(500);
    expect(missing(asked, english)).toEqual([]);
  });

  it('keeps no key that nothing asks for', () => {
    expect(idle(asked, english)).toEqual([]);
  });

  it('writes German with umlauts and ß', () => {
    expect(withoutUmlauts(german)).toEqual([]);
  });
});

describe('the check of the words', () => {
  const words = wordsOf({ leads: { title: 'Leads', count_one: '{{count}} lead', count_other: '{{count}} leads' } });
  const asking = (source: string) => keysAsked([source], ['leads']);

  it('sees a key that one language lacks', () => {
    expect(unpaired(words, wordsOf({ leads: { title: 'Leads' } }))).toEqual(['leads.count_one', 'leads.count_other']);
    expect(unpaired(wordsOf({}), wordsOf({ leads: { title: 'Leads' } }))).toEqual(['leads.title']);
  });

  it('sees an empty text and a place that one language does not fill', () => {
    expect(withoutText(wordsOf({ leads: { title: ' ' } }))).toEqual(['leads.title']);
    expect(
      unlikePlaces(words, wordsOf({ leads: { title: 'Leads', count_one: 'ein Lead', count_other: 'x' } })),
    ).toEqual(['leads.count_one', 'leads.count_other']);
  });

  it('sees a key without words, written out or filled in, and takes plural forms for their key', () => {
    expect(missing(asking(`t('leads.title') + t("leads.count")`), words)).toEqual([]);
    expect(missing(asking(`t('leads.gone')`), words)).toEqual(['leads.gone']);
    expect(missing(asking('t(`leads.state.${state}`)'), words)).toHaveLength(1);
  });

  it('sees words that nothing asks for, and umlauts that are spelled out', () => {
    expect(idle(asking(`t('leads.count')`), words)).toEqual(['leads.title']);
    expect(withoutUmlauts(wordsOf({ a: 'Bitte pruefen', b: 'Prüfung' }))).toEqual(['a']);
  });
});
