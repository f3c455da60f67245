import type { Language } from '@ripen/domain';
import { renderPage } from './layout';
import { html } from './markup';

/** A public page that says that something did not work, and what to do next. */
export function errorPage({
  message,
  language,
  correlationId,
}: {
  message: string;
  language: Language;
  correlationId: string;
}): string {
  const title = language === 'de' ? 'Das hat nicht geklappt' : 'That did not work';
  const reference = language === 'de' ? 'Vorgangsnummer' : 'Correlation id';
  const content = html`<h1>${title}</h1>
    <p>${message}</p>
    <p class="soft">${reference}: ${correlationId}</p>`;
  return renderPage({ language, title, content, footer: '' });
}
