import type { Text } from '@ripen/domain';

/** What the text of a journey's mail may read, by its path, with the word for it. The worker fills in exactly these. */
export const MAIL_VARIABLES = {
  'lead.firstName': { de: 'Vorname', en: 'First name' },
  'lead.lastName': { de: 'Nachname', en: 'Last name' },
  'lead.position': { de: 'Position', en: 'Position' },
  'lead.email': { de: 'E-Mail-Adresse', en: 'E-mail address' },
  'company.name': { de: 'Unternehmen', en: 'Company' },
  'offer.title': { de: 'Titel des Inhalts', en: 'Title of the content' },
  'links.confirm': { de: 'Link zur Bestätigung', en: 'Confirmation link' },
  'links.deliver': { de: 'Link zum Inhalt', en: 'Link to the content' },
  'links.unsubscribe': { de: 'Link zur Abmeldung', en: 'Unsubscribe link' },
  'sender.name': { de: 'Name des Absenders', en: 'Sender’s name' },
  'sender.company': { de: 'Unser Unternehmen', en: 'Our company' },
} as const satisfies Readonly<Record<string, Text>>;
