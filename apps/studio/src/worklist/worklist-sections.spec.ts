import type { WorklistItem } from '@ripen/contracts';
import { neighbour, sectionsOf } from './worklist-sections';

const item = (
  id: string,
  priority: 'A' | 'B' | 'C',
  state: 'offered' | 'accepted' | 'pool' = 'accepted',
): WorklistItem => ({
  id,
  state,
  priority,
  outcome: null,
  outcomeReason: null,
  team: { id: 't', name: 'Team' },
  owner: null,
  createdAt: 0,
  acceptedAt: null,
  contactedAt: null,
  closedAt: null,
  clock: null,
  pool: null,
  lead: { id: `lead-${id}`, displayName: null, position: null, companyName: null, phone: null },
  score: null,
  followUpAt: null,
  quote: null,
  next: 'accept',
  story: { de: '', en: '' },
});

const sections = sectionsOf([
  item('q', 'A'),
  item('n1', 'B', 'offered'),
  item('p', 'B', 'pool'),
  item('n2', 'B'),
  item('o', 'C'),
]);

describe('the sections of the worklist', () => {
  it('puts quotes first, then new, then older, and the pool last', () => {
    expect(sections.map(({ key, items }) => [key, items.map(({ id }) => id)])).toEqual([
      ['A', ['q']],
      ['B', ['n1', 'n2']],
      ['C', ['o']],
      ['pool', ['p']],
    ]);
  });

  it('leaves out sections without items', () => {
    expect(sectionsOf([item('o', 'C')]).map(({ key }) => key)).toEqual(['C']);
  });

  it('moves in the order on screen and stays at the ends', () => {
    expect(neighbour(sections, undefined, 1)).toBe('q');
    expect(neighbour(sections, 'n1', 1)).toBe('n2');
    expect(neighbour(sections, 'o', 1)).toBe('p');
    expect(neighbour(sections, 'p', 1)).toBe('p');
    expect(neighbour(sections, 'q', -1)).toBe('q');
    expect(neighbour(sections, 'gone', 1)).toBe('q');
    expect(neighbour([], 'q', 1)).toBeUndefined();
  });
});
