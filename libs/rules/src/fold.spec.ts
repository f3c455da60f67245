import fc from 'fast-check';
import { fold, foldToWords, toNumber } from './fold';

describe('fold', () => {
  test.each([
    ['GESCHÄFTSFÜHRER', 'geschäftsführer'],
    ['Groß', 'GROSS'],
    ['GROẞ', 'groß'],
    ['  Handel ', 'handel'],
    ['Gescha\u0308ftsleitung', 'Geschäftsleitung'],
    ['ΟΔΟΣ', 'οδος'],
    ['\uFEFFIT\u00A0', 'it'],
  ])('makes %j and %j equal', (left, right) => {
    expect(fold(left)).toBe(fold(right));
  });

  test('does not follow the Turkish locale', () => {
    expect(fold('IT')).toBe('it');
  });

  test('keeps umlauts apart from plain vowels', () => {
    expect(fold('Führung')).not.toBe(fold('Fuhrung'));
  });

  test('gives the same for ASCII texts whatever their case', () => {
    fc.assert(fc.property(fc.string(), (text) => fold(text.toUpperCase()) === fold(text.toLowerCase().toUpperCase())));
  });
});

describe('foldToWords', () => {
  test('separates words at anything that is no letter or digit', () => {
    expect(foldToWords('Praktikant:in (Marketing/PR)')).toBe(' praktikant in marketing pr ');
  });

  test('is one blank for a text without words', () => {
    expect(foldToWords(' -- ')).toBe(' ');
  });
});

describe('toNumber', () => {
  test.each([
    ['12', 12],
    [' -3.5 ', -3.5],
    ['007', 7],
    [0, 0],
  ])('reads %j as %d', (value, number) => {
    expect(toNumber(value)).toBe(number);
  });

  test.each(['', ' ', '1e3', '0x10', '1,5', '12 people', Number.NaN, Infinity, true, null, undefined, [5]])(
    'reads no number in %p',
    (value) => {
      expect(toNumber(value)).toBeNull();
    },
  );
});
