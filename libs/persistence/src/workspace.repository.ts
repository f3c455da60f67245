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
}

/** Sender, imprint, language and zone, as they are now. */
export async function readMailSettings(pool: Pool): Promise<MailSettings> {
  const { rows } = await pool.query<{ settings: unknown }>({
    name: 'mail-settings',
    text: 'SELECT settings FROM workspace WHERE id = 1',
  });
  const settings = mailSettingsSchema.parse(rows[0]?.settings ?? {});
  return { ...settings, sender: settings.sender ?? null };
}
