import { acceptedLanguage } from './language';

describe('the language of an answer', () => {
  it.each([
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['en-GB,en;q=0.9,de;q=0.1', 'en'],
    ['fr;q=1, de;q=0.5', 'de'],
    ['de;q=0, en', 'en'],
    ['fr-FR', 'en'],
    ['*', 'de'],
    [undefined, 'de'],
  ])('takes the first of ours that %s asks for', (header, language) => {
    expect(acceptedLanguage(header)).toBe(language);
  });
});
