import { interpolate } from './interpolate.mjs';

describe('a variable in docker-compose.yml', () => {
  const env = { FULL: 'ripe', EMPTY: '' };

  it.each([
    ['$FULL and ${FULL}', 'ripe and ripe'],
    ['${EMPTY:-default}|${EMPTY-default}|${NONE-default}', 'default||default'],
    ['$$FULL $${FULL}', '$FULL ${FULL}'],
    ['${NONE}', ''],
    ['${FULL:?needed}', 'ripe'],
  ])('%s is %s', (text, filled) => {
    expect(interpolate(text, env)).toBe(filled);
  });

  it('that must be there says what to do when it is not', () => {
    expect(() => interpolate('${EMPTY:?run this first}', env)).toThrow('EMPTY: run this first');
    expect(() => interpolate('${NONE?run this first}', env)).toThrow('NONE: run this first');
  });
});
