import type { Grade } from '@ripen/domain';
import { INDUSTRY_SYNONYMS, POSITION_SYNONYMS } from './example-synonyms';
import { compileSynonyms, matchSynonyms, squeezed } from './synonym';

const label = { de: '', en: '' };
const tableOf = (lists: Partial<Record<Grade, string[]>>) =>
  compileSynonyms(Object.fromEntries(Object.entries(lists).map(([grade, synonyms]) => [grade, { label, synonyms }])));

const positions = tableOf(POSITION_SYNONYMS);
const industries = tableOf(INDUSTRY_SYNONYMS);

describe('positions of the example model', () => {
  test.each<[string, Grade | null]>([
    ['Geschäftsführer', 'A'],
    ['geschäftsführerin', 'A'],
    ['GESCHÄFTSFÜHRUNG', 'A'],
    ['Geschaeftsfuehrer', 'A'],
    ['Geschäftsführer (m/w/d)', 'A'],
    ['Geschäftsführer:in', 'A'],
    ['Geschäftsführer/-in', 'A'],
    ['Geschäfts-/Marketing-Leitung', 'A'],
    ['Marketing Leitung', 'A'],
    ['Marketingleiter DACH', 'A'],
    ['Leiter/in Marketing', 'A'],
    ['CEO & Founder', 'A'],
    ['Vertriebs- und Marketingleiter', 'A'],
    ['Managing director', 'A'],
    ['Head of Marketing and Sales', 'A'],
    ['CMO', 'A'],
    ['Fachbereichsleiter', 'B'],
    ['Fachbereichsleiterin', 'B'],
    ['Fachbereichsleiter Einkauf', 'B'],
    ['Abteilungsleiter*in', 'B'],
    ['Head of Procurement', 'B'],
    ['head of department', 'B'],
    ['Leiterin Einkauf', 'B'],
    ['IT-Leiter', 'B'],
    ['Marketing-Manager', 'C'],
    ['Marketing Manager', 'C'],
    ['Marketingmanagerin', 'C'],
    ['Senior Marketing Manager', 'C'],
    ['Assistenz der Geschäftsleitung', 'D'],
    ['Assistant, Managing Director', 'D'],
    ['Werkstudent Marketing', 'D'],
    ['Sachbearbeiter', null],
    ['Headhunter', null],
    ['Leiterplattenentwickler', null],
    ['Projektleiter', null],
    ['', null],
    ['?', null],
  ])('%j is graded %s', (text, grade) => {
    expect(matchSynonyms(positions, text)?.grade ?? null).toBe(grade);
  });
});

describe('industries of the example model', () => {
  test.each<[string, Grade | null]>([
    ['Anlagenbau', 'A'],
    ['Maschinen- und Anlagenbau', 'A'],
    ['Plant Engineering', 'A'],
    ['Großanlagenbau', 'A'],
    ['IT', 'B'],
    ['IT/Software', 'B'],
    ['Software', 'B'],
    ['Information Technology & Services', 'B'],
    ['Handel', 'C'],
    ['Einzelhandel', 'C'],
    ['Automobilhandel', 'C'],
    ['Retail', 'C'],
    ['Trade', 'C'],
    ['Consulting', 'D'],
    ['Unternehmensberatung', 'D'],
    ['Bildung', null],
    ['Verhandlung', null],
  ])('%j is graded %s', (text, grade) => {
    expect(matchSynonyms(industries, text)?.grade ?? null).toBe(grade);
  });
});

describe('the order of decision', () => {
  test('an equal synonym wins over any pattern, a longer pattern over a shorter one', () => {
    const table = tableOf({ A: ['Head of *'], B: ['Head of Sales *'], C: ['Head of Sales Europe'] });
    expect(matchSynonyms(table, 'Head of Marketing')).toEqual({ grade: 'A', synonym: 'Head of *' });
    expect(matchSynonyms(table, 'head of sales asia')?.grade).toBe('B');
    expect(matchSynonyms(table, 'HEAD OF SALES EUROPE')?.grade).toBe('C');
  });

  test('the whole text wins over its parts, and among parts the best grade wins', () => {
    const table = tableOf({ A: ['Owner'], B: ['Buyer'], C: ['Buyer and owner'] });
    expect(matchSynonyms(table, 'Buyer and owner')?.grade).toBe('C');
    expect(matchSynonyms(table, 'Buyer, owner')?.grade).toBe('A');
  });

  test('a star with a blank asks for whole words, a star without one does not', () => {
    const table = tableOf({ A: ['Head of *'], B: ['*handel'], C: ['*berat*'] });
    expect(matchSynonyms(table, 'Head office')).toBeNull();
    expect(matchSynonyms(table, 'Weinhandel')?.grade).toBe('B');
    expect(matchSynonyms(table, 'Handelsregister')).toBeNull();
    expect(matchSynonyms(table, 'Steuerberatung')?.grade).toBe('C');
  });
});

test('hyphens, blanks, case and gender marks do not tell synonyms apart', () => {
  for (const text of ['marketing leiter', 'Marketing-Leiter', 'MarketingLeiter:in', 'Marketing-Leiter (w/m/d)']) {
    expect(squeezed(text)).toBe('marketingleiter');
  }
});
