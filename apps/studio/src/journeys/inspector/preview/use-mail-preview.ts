import { useDebouncedValue } from '@mantine/hooks';
import type { MailPreview } from '@ripen/contracts';
import type { Language } from '@ripen/domain';
import type { SendEmailConfig } from '@ripen/journey';
import { useApi } from '../../../api/queries';

/** Somebody who types is not interrupted: asked only after this pause. */
const PAUSE_MS = 500;

export interface PreviewAnswer {
  readonly preview: MailPreview | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
}

/** How the mail looks now, in one language, to a lead or (null) to the example person. The last answer stays until the next one is there. */
export function useMailPreview(config: SendEmailConfig, language: Language, leadId: string | null): PreviewAnswer {
  const text = config.content[language];
  const [subject] = useDebouncedValue(text.subject, PAUSE_MS);
  const [body] = useDebouncedValue(text.body, PAUSE_MS);
  const mail = { to: config.to, language, subject, body };
  const asked = useApi('previewMail', { body: leadId === null ? mail : { ...mail, leadId } }, { keep: true });
  return { preview: asked.data, error: asked.error, retry: () => void asked.refetch() };
}
