import { readLines, writeLines } from './mapping-lines';

describe('the lines of a mapping', () => {
  it('are read as they are written', () => {
    const text = 'lastName = contact.name\ncompany.name = firm';
    expect(writeLines(readLines(text).pairs)).toBe(text);
    expect(readLines('\n a=b \n\n')).toEqual({ pairs: [['a', 'b']], wrong: null });
  });

  it.each(['lastName', '= contact', 'lastName ='])('give back %p, which says nothing', (line) => {
    expect(readLines(`a = b\n${line}`).wrong).toBe(line);
  });
});
