import type { Language } from '@ripen/domain';
import type { Pool } from 'pg';
import { z } from 'zod';

/** What mails need of the workspace's settings; see the API's `workspaceSchema` for the whole. */
const mailSettingsSchema = z.object({
  language: z.enum(['de', 'en']).default('de'),
  zone: z.string().default('Europe/Berlin'),
  companyName: z.string().default(''),
  imprint: z.string().default(''),
  sender: z.object({ name: z.string(), email: z.string() }).nullish(),
});

export interface MailSettings {
  readonly language: Language;
  readonly zone: string;
  readonly companyName: string;
  readonly imprint: string;
  /** Null before the set-up. */
  readonly sender: { readonly name: string; readonly email: string } | null;
  /** The domain whose mail comes to us: reports and unsubscribes of sent mails go there. Null: none is set. */
  readonly returnDomain: string | null;
}

/** Sender, imprint, language and zone, as they are now. */
export async function readMailSettings(pool: Pool): Promise<MailSettings> {
  const { rows } = await pool.query<{ settings: unknown; return_domain: string | null }>({
    name: 'mail-settings',
    text: 'SELECT settings, (SELECT return_domain FROM mail_rules) AS return_domain FROM workspace WHERE id = 1',
  });
  const settings = mailSettingsSchema.parse(rows[0]?.settings ?? {});
  return { ...settings, sender: settings.sender ?? null, returnDomain: rows[0]?.return_domain ?? null };
}
