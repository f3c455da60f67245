import { countsByKind } from './kind-words';

describe('what an erasure takes out, in words', () => {
  it('comes in a steady order, and what has no word of its own is one line', () => {
    expect(countsByKind({ ledger_entry: 5, lead: 1, made_up: 2, another: 3, wait: 0 })).toEqual([
      { kind: 'lead', count: 1 },
      { kind: 'ledger_entry', count: 5 },
      { kind: 'other', count: 5 },
    ]);
  });
});
