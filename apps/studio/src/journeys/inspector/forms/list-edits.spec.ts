import { freeKey, moved } from './list-edits';

describe('editing lists of ways out', () => {
  it('finds a key that is free, also after one in the middle was removed', () => {
    expect(freeKey('path', [])).toBe('path_1');
    expect(freeKey('path', [{ key: 'path_1' }, { key: 'path_3' }])).toBe('path_4');
    expect(freeKey('path', [{ key: 'path_2' }])).toBe('path_3');
  });

  it('moves an entry and leaves the others in their order', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
    expect(moved(['a'], 5, 1)).toEqual(['a']);
  });
});
