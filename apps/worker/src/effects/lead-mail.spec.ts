import { createFakeMailer, createSigner, type RenderInput, type TemplateRenderer } from '@ripen/connectors';
import { MAIL_VARIABLES } from '@ripen/contracts';
import { createPool, type ClaimedMail } from '@ripen/persistence';
import { composeLeadMail } from './lead-mail';

const CLAIMED: ClaimedMail = {
  kind: 'send_email',
  effectId: '0192f0c1-0000-7000-8000-000000000001',
  attemptToken: '0192f0c1-0000-7000-8000-000000000002',
  leadId: '0192f0c1-0000-7000-8000-000000000003',
  enrollmentId: '0192f0c1-0000-7000-8000-000000000004',
  submissionId: '0192f0c1-0000-7000-8000-000000000005',
  offer: { slug: 'leitfaden', title: { de: 'Leitfaden', en: 'Guide' } },
  to: {
    email: 'maria@firma.example',
    firstName: 'Maria',
    lastName: 'Muster',
    position: null,
    companyName: 'Firma',
    language: 'en',
  },
  purpose: 'transactional',
  content: { de: { subject: '', body: '' }, en: { subject: 'Hello', body: 'Text' } },
};

describe('a mail to a lead', () => {
  it('may read exactly what the editor offers', async () => {
    const asked: RenderInput[] = [];
    const templates: TemplateRenderer = {
      render: async (input) => {
        asked.push(input);
        return { ok: false, code: 'template_error', part: null, line: null };
      },
      lint: async () => ({ problems: [], variables: [] }),
      close: async () => undefined,
    };
    const pool = createPool({ connectionString: 'postgres://nobody@127.0.0.1:1/none', max: 1 });
    const composed = await composeLeadMail(
      {
        pool,
        mailer: createFakeMailer(),
        templates,
        signer: createSigner('a secret that is long enough for every signature'),
        publicUrl: 'https://ripen.example',
        fallbackFrom: null,
        settings: async () => ({
          language: 'de',
          zone: 'Europe/Berlin',
          companyName: 'Wir',
          imprint: 'Wir GmbH',
          sender: { name: 'Eva von Wir', email: 'eva@wir.example' },
        }),
      },
      CLAIMED,
    );
    await pool.end();
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
