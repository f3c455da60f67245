import type { Text } from '@ripen/domain';

/** What an API key may do: each operation that a key may call names one of these. A key sees every row, as an administrator does. */
export const KEY_SCOPE_TEXTS = {
  'leads:read': { de: 'Leads und ihren Verlauf lesen', en: 'Read leads and their history' },
  'leads:write': {
    de: 'Leads anlegen und ändern, in Journeys aufnehmen',
    en: 'Add and change leads, put them into journeys',
  },
  'journeys:read': { de: 'Journeys lesen und wer darin ist', en: 'Read journeys and who is in them' },
  'journeys:write': { de: 'Journeys zeichnen, veröffentlichen, anhalten', en: 'Draw, publish and pause journeys' },
  'content:read': {
    de: 'Angebote, Formulare und Veranstaltungen lesen, Mails ansehen',
    en: 'Read offers, forms and events, preview mails',
  },
  'content:write': {
    de: 'Angebote, Formulare und Veranstaltungen anlegen und ändern',
    en: 'Add and change offers, forms and events',
  },
  'scoring:read': { de: 'Das Bewertungsmodell lesen und ausprobieren', en: 'Read the scoring model and try it' },
  'settings:read': { de: 'Einstellungen, Personen und Teams lesen', en: 'Read settings, people and teams' },
  'settings:write': { de: 'Einstellungen ändern', en: 'Change settings' },
  'people:write': { de: 'Personen und Teams anlegen und ändern', en: 'Add and change people and teams' },
  'operations:read': {
    de: 'Fehlgeschlagene Nachrichten und das Postfach lesen',
    en: 'Read failed messages and the mailbox',
  },
  'operations:write': { de: 'Über fehlgeschlagene Nachrichten entscheiden', en: 'Decide on failed messages' },
  'system:read': { de: 'Vorfälle lesen', en: 'Read incidents' },
  'system:write': {
    de: 'Angehaltenes fortsetzen, das Postfach leeren',
    en: 'Resume what has stopped, empty the mailbox',
  },
  'privacy:read': {
    de: 'Daten einer Person und Löschbelege lesen',
    en: 'Read the data of a person and receipts of erasures',
  },
  'privacy:write': { de: 'Personen löschen', en: 'Erase people' },
  'audit:read': { de: 'Das Protokoll lesen', en: 'Read the audit log' },
} as const satisfies Readonly<Record<string, Text>>;

export type KeyScope = keyof typeof KEY_SCOPE_TEXTS;
export const KEY_SCOPES = Object.keys(KEY_SCOPE_TEXTS) as [KeyScope, ...KeyScope[]];
