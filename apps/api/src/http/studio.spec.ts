import { ROUTES } from '@ripen/contracts';
import { isOurs } from './studio';

describe('what the studio leaves to the API', () => {
  it.each(ROUTES.map(({ operationId, path }) => [operationId, path.replace(/:\w+/g, 'a-b.c-d.e-f')]))(
    '%s is answered by the API and never by a screen',
    (_, path) => {
      expect(isOurs(path)).toBe(true);
    },
  );

  it.each(['/', '/leads', '/settings/purposes', '/people', '/forms'])('%s is a screen', (path) => {
    expect(isOurs(path)).toBe(false);
  });
});
