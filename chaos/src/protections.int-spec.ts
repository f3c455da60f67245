import { edited } from './build-copy';
import { INVARIANTS } from './invariants';
import { PROTECTIONS } from './protections';

describe('the protections that can be taken out', () => {
  it.each(PROTECTIONS.map((protection) => [protection.name, protection] as const))(
    '%s stands in what was built, once',
    async (_, { edits }) => {
      for (const edit of edits) expect(await edited(edit)).toContain(edit.to);
    },
  );

  it.each(PROTECTIONS.map((protection) => [protection.name, protection] as const))(
    '%s is missed by invariants that exist',
    (_, { seenBy }) => {
      const names = INVARIANTS.map(({ name }) => name);
      expect(seenBy.length).toBeGreaterThan(0);
      expect(names).toEqual(expect.arrayContaining([...seenBy]));
    },
  );
});
