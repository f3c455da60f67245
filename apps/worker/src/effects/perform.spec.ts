import type { RenderResult } from '@ripen/connectors';
import { CLAIMED, dependenciesWith } from './claimed-mail.fixture';
import { createPerformer } from './perform';

const refusing = (code: Extract<RenderResult, { ok: false }>['code']) =>
  createPerformer(dependenciesWith(() => ({ ok: false, code, part: null, line: null })))(CLAIMED);

describe('a mail that could not be composed', () => {
  it('is tried again later when the time for it ran out: a busy machine is no verdict on its text', async () => {
    expect(await refusing('template_timeout')).toEqual({
      outcome: 'retry',
      code: 'template_timeout',
      afterMs: null,
      most: 3,
    });
  });

  it.each(['template_error', 'template_too_large'] as const)(
    'fails at once by %s: the text will not change',
    async (code) => {
      expect(await refusing(code)).toEqual({ outcome: 'failed', code });
    },
  );
});
