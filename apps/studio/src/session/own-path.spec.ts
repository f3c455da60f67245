import { ownPathSchema } from './own-path';

const SLASHES = [
  '//',
  '/\\',
  '\\\\',
  '/\t/',
  '/\n/',
  '/\r\n/',
  '\t//',
  ' //',
  '///',
  '/./\\',
  '/.//',
  '/%09/',
  '/%2f',
  '/%5c',
];

describe('where somebody is sent after signing in', () => {
  it.each(['/', '/leads', '/leads/0192f0c1?group=did', '/journeys?mode=live&node=a#b', '/leads?search=%C3%BC'])(
    '%s is a place of ours',
    (path) => {
      expect(ownPathSchema.safeParse(path).success).toBe(true);
    },
  );

  it.each([
    ...SLASHES.slice(0, 9).map((slashes) => `${slashes}evil.example`),
    'https://evil.example',
    'https:evil.example',
    'HTTPS:/evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'evil.example',
    '',
    '/\u0000/evil.example',
  ])('%j leads elsewhere or nowhere', (path) => {
    expect(ownPathSchema.safeParse(path).success).toBe(false);
  });

  it('never leads a browser off, however the slashes are spelled', () => {
    for (const slashes of SLASHES) {
      const text = `${slashes}evil.example`;
      if (ownPathSchema.safeParse(text).success) expect(new URL(text, 'https://ripen.test').host).toBe('ripen.test');
    }
  });
});
