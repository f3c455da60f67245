import type { RenderInput } from '@ripen/connectors';
import { MAIL_VARIABLES } from '@ripen/contracts';
import { CLAIMED, dependenciesWith } from './claimed-mail.fixture';
import { composeLeadMail } from './lead-mail';

describe('a mail to a lead', () => {
  it('may read exactly what the editor offers', async () => {
    const asked: RenderInput[] = [];
    const dependencies = dependenciesWith((input) => {
      asked.push(input);
      return { ok: false, code: 'template_error', part: null, line: null };
    });
    const composed = await composeLeadMail(dependencies, CLAIMED);
    expect(composed).toEqual({ ok: false, code: 'template_error' });
    const paths = Object.entries(asked[0]?.variables ?? {}).flatMap(([place, values]) =>
      Object.keys(values ?? {}).map((name) => `${place}.${name}`),
    );
    expect(paths.sort()).toEqual(Object.keys(MAIL_VARIABLES).sort());
    expect(asked[0]?.variables).toMatchObject({
      offer: { title: 'Guide' },
      lead: { firstName: 'Maria', position: null },
    });
  });
});
