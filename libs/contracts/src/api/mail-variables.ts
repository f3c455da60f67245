import type { Text } from '@ripen/domain';

/**
 * What the text of a journey's mail may read, by its path, with the word for it, in the order of the editor's menu. The worker and the preview
 * fill in exactly these; see `mailContext`.
 */
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

export type MailVariable = keyof typeof MAIL_VARIABLES;
type PlaceOf<Path extends MailVariable> = Path extends `${infer Place}.${string}` ? Place : never;
type NameIn<Place extends string, Path = MailVariable> = Path extends `${Place}.${infer Name}` ? Name : never;

/** The values as a template reads them: a level for each part of a path. What is not known is null and renders as nothing. */
export type MailContext = {
  [Place in PlaceOf<MailVariable>]: { [Name in NameIn<Place>]: string | null };
};

/** What one mail to one person is filled in with. */
export interface MailFacts {
  readonly lead: Readonly<Record<NameIn<'lead'>, string | null>>;
  readonly companyName: string | null;
  /** In the language of the mail; null where no form stands behind it. */
  readonly offerTitle: string | null;
  /** Absolute addresses; confirming and delivering only where a form stands behind the mail. */
  readonly links: { readonly unsubscribe: string; readonly confirm?: string; readonly deliver?: string };
  readonly workspace: { readonly sender: { readonly name: string } | null; readonly companyName: string };
}

/** The variables of one mail, the same for the worker that sends it and for the preview. */
export function mailContext({ lead, companyName, offerTitle, links, workspace }: MailFacts): MailContext {
  const { firstName, lastName, position, email } = lead;
  return {
    lead: { firstName, lastName, position, email },
    company: { name: companyName },
    offer: { title: offerTitle },
    links: { confirm: links.confirm ?? null, deliver: links.deliver ?? null, unsubscribe: links.unsubscribe },
    sender: { name: mailSenderName(workspace), company: workspace.companyName },
  };
}

/** Who a lead's mail is from, by name: the sender of the settings, else the company. */
export function mailSenderName({ sender, companyName }: MailFacts['workspace']): string {
  return sender?.name ?? companyName;
}
