import { slugOf } from './slug';

describe('the address made from a title', () => {
  it('spells umlauts out and joins words by hyphens', () => {
    expect(slugOf('Leitfaden: Größere Anlagen nachrüsten!')).toBe('leitfaden-groessere-anlagen-nachruesten');
  });

  it('drops what no address can hold', () => {
    expect(slugOf('  —  ')).toBe('');
    expect(slugOf('Café & Söhne')).toBe('cafe-soehne');
  });

  it('never ends in a hyphen when it is cut', () => {
    expect(slugOf(`${'a'.repeat(79)} b`)).toBe('a'.repeat(79));
  });
});
