import {
  createFakeMailer,
  createReturnAddresses,
  createSigner,
  type RenderInput,
  type RenderResult,
} from '@ripen/connectors';
import type { ClaimedMail } from '@ripen/persistence';
import { createPool, postgresClock } from '@ripen/persistence';
import type { EffectDependencies } from './perform';

/** A mail of an offer, claimed. */
export const CLAIMED: ClaimedMail = {
  kind: 'send_email',
  effectId: '0192f0c1-0000-7000-8000-000000000001',
  attemptToken: '0192f0c1-0000-7000-8000-000000000002',
  claimedAt: Date.UTC(2026, 10, 2, 9),
  leadId: '0192f0c1-0000-7000-8000-000000000003',
  enrollmentId: '0192f0c1-0000-7000-8000-000000000004',
  submissionId: '0192f0c1-0000-7000-8000-000000000005',
  offer: { title: { de: 'Leitfaden', en: 'Guide' } },
  to: {
    email: 'maria@firma.example',
    firstName: 'Maria',
    lastName: 'Muster',
    position: null,
    companyName: 'Firma',
    language: 'en',
  },
  purpose: 'transactional',
  needsConsent: false,
  content: { de: { subject: '', body: '' }, en: { subject: 'Hello', body: 'Text' } },
};

/** What composing and sending need, on a database that is never asked; `render` stands for the templates. */
export function dependenciesWith(render: (input: RenderInput) => RenderResult): EffectDependencies {
  return {
    pool: createPool({ connectionString: 'postgres://nobody@127.0.0.1:1/none', max: 1 }),
    context: { clock: postgresClock },
    mailer: createFakeMailer(),
    templates: {
      render: async (input) => render(input),
      lint: async () => ({ problems: [], variables: [] }),
      close: async () => undefined,
    },
    signer: createSigner('a secret that is long enough for every signature'),
    returnAddresses: createReturnAddresses('a secret that is long enough for every signature'),
    ownMailbox: true,
    publicUrl: 'https://ripen.example',
    fallbackFrom: null,
    settings: async () => ({
      language: 'de',
      zone: 'Europe/Berlin',
      companyName: 'Wir',
      imprint: 'Wir GmbH',
      sender: { name: 'Eva von Wir', email: 'eva@wir.example' },
      returnDomain: null,
    }),
  };
}
