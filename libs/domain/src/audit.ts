import type { Language, Text } from './language';
import type { EpochMs } from './time';

/** What an entry says besides who, what and when: ids, counts and words of our own; never a secret, never a text about a lead. */
export type AuditDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/**
 * What is written down when somebody does it, and how it reads after the name of who did it. `{name}` stands for a detail. A new action is
 * one line here. Leads are named by their id alone, so that erasing a person leaves this log as it is.
 */
export const AUDIT_SENTENCES = {
  'session.opened': { de: 'hat sich angemeldet', en: 'signed in' },
  'session.refused': { de: 'wurde bei der Anmeldung abgewiesen', en: 'was refused at sign-in' },
  'session.blocked': {
    de: 'wurde nach vielen Versuchen vorerst gesperrt',
    en: 'was blocked for a while after many tries',
  },
  'session.ended': { de: 'hat {count} Sitzungen beendet', en: 'ended {count} sessions' },
  'password.changed': { de: 'hat das eigene Passwort geändert', en: 'changed their own password' },
  'password.reset_asked': { de: 'hat um ein neues Passwort gebeten', en: 'asked for a new password' },
  'password.reset': { de: 'hat über den Link ein neues Passwort gesetzt', en: 'set a new password by the link' },
  'second_factor.turned_on': { de: 'hat den zweiten Faktor eingeschaltet', en: 'turned on the second factor' },
  'second_factor.turned_off': { de: 'hat den zweiten Faktor ausgeschaltet', en: 'turned off the second factor' },
  'second_factor.codes_renewed': { de: 'hat neue Wiederherstellungscodes erzeugt', en: 'made new recovery codes' },
  'second_factor.code_used': { de: 'hat einen Wiederherstellungscode verbraucht', en: 'used up a recovery code' },
  'second_factor.reset': {
    de: 'hat den zweiten Faktor von {name} zurückgesetzt',
    en: 'reset the second factor of {name}',
  },
  'user.invited': { de: 'hat {name} als {role} eingeladen', en: 'invited {name} as {role}' },
  'user.invited_again': {
    de: 'hat die Einladung an {name} erneut gesendet',
    en: 'sent the invitation of {name} again',
  },
  'user.invitation_revoked': {
    de: 'hat die Einladung von {name} zurückgezogen',
    en: 'revoked the invitation of {name}',
  },
  'user.joined': { de: 'hat die Einladung angenommen', en: 'accepted the invitation' },
  'user.created': { de: 'hat {name} als {role} angelegt', en: 'added {name} as {role}' },
  'user.changed': { de: 'hat bei {name} geändert: {fields}', en: 'changed {fields} of {name}' },
  'user.role_changed': { de: 'hat {name} von {from} zu {to} gemacht', en: 'made {name} {to} instead of {from}' },
  'team.created': { de: 'hat das Team {name} angelegt', en: 'created the team {name}' },
  'team.changed': { de: 'hat das Team {name} geändert', en: 'changed the team {name}' },
  'team.removed': { de: 'hat das Team {name} gelöscht', en: 'removed the team {name}' },
  'key.created': { de: 'hat den Schlüssel {name} angelegt', en: 'created the key {name}' },
  'key.revoked': { de: 'hat den Schlüssel {name} widerrufen', en: 'revoked the key {name}' },
  'key.changed': { de: 'hat den Schlüssel {name} geändert: {fields}', en: 'changed {fields} of the key {name}' },
  'hook.created': { de: 'hat die Webhook-Quelle {name} angelegt', en: 'added the webhook source {name}' },
  'hook.changed': { de: 'hat die Webhook-Quelle {name} geändert', en: 'changed the webhook source {name}' },
  'hook.rotated': { de: 'hat das Geheimnis der Quelle {name} erneuert', en: 'renewed the secret of the source {name}' },
  'hook.removed': { de: 'hat die Webhook-Quelle {name} gelöscht', en: 'removed the webhook source {name}' },
  'webhook.created': { de: 'hat den Webhook {name} angelegt', en: 'added the webhook {name}' },
  'webhook.changed': { de: 'hat den Webhook {name} geändert: {fields}', en: 'changed {fields} of the webhook {name}' },
  'webhook.rotated': { de: 'hat das Geheimnis von {name} erneuert', en: 'renewed the secret of {name}' },
  'webhook.removed': { de: 'hat den Webhook {name} gelöscht', en: 'removed the webhook {name}' },
  'settings.changed': { de: 'hat Einstellungen geändert: {fields}', en: 'changed settings: {fields}' },
  'policy.created': { de: 'hat die SLA-Regel {name} angelegt', en: 'created the SLA policy {name}' },
  'policy.changed': { de: 'hat die SLA-Regel {name} geändert', en: 'changed the SLA policy {name}' },
  'sample.removed': { de: 'hat die Beispieldaten entfernt', en: 'removed the sample data' },
  'workspace.set_up': { de: 'hat Ripen eingerichtet', en: 'set up Ripen' },
  'journey.published': {
    de: 'hat Version {version} der Journey {name} veröffentlicht',
    en: 'published version {version} of the journey {name}',
  },
  'form.published': {
    de: 'hat Version {version} des Formulars {name} veröffentlicht',
    en: 'published version {version} of the form {name}',
  },
  'journey.paused': { de: 'hat die Journey {name} angehalten', en: 'paused the journey {name}' },
  'journey.resumed': { de: 'hat die Journey {name} fortgesetzt', en: 'resumed the journey {name}' },
  'model.published': {
    de: 'hat Version {version} des Bewertungsmodells veröffentlicht',
    en: 'published version {version} of the scoring model',
  },
  'lead.points_adjusted': { de: 'hat Punkte von Hand geändert ({points})', en: 'changed points by hand ({points})' },
  'lead.category_set': {
    de: 'hat die Kategorie von Hand gesetzt ({category})',
    en: 'set the category by hand ({category})',
  },
  'lead.consent_set': {
    de: 'hat eine Einwilligung von Hand gesetzt ({purpose}: {state})',
    en: 'set a consent by hand ({purpose}: {state})',
  },
  'purpose.created': { de: 'hat den Zweck {name} angelegt', en: 'created the purpose {name}' },
  'purpose.changed': { de: 'hat den Zweck {name} geändert ({fields})', en: 'changed the purpose {name} ({fields})' },
  'suppression.added': { de: 'hat {count} Adressen gesperrt', en: 'suppressed {count} addresses' },
  'suppression.removed': {
    de: 'hat eine gesperrte Adresse freigegeben',
    en: 'took an address off the suppression list',
  },
  'suppression.exported': { de: 'hat die Sperrliste exportiert', en: 'exported the suppression list' },
  'mail_rules.changed': {
    de: 'hat die Regeln für zurückkommende Mails geändert',
    en: 'changed the rules for mails that come back',
  },
  'mail_brake.released': { de: 'hat die Bremse für Werbemails gelöst', en: 'released the brake on marketing mail' },
  'feedback_source.created': { de: 'hat die Meldequelle {name} angelegt', en: 'created the feedback source {name}' },
  'feedback_source.revoked': { de: 'hat die Meldequelle {name} gesperrt', en: 'revoked the feedback source {name}' },
  'lead.erased': { de: 'hat eine Person gelöscht', en: 'erased a person' },
  'retention.changed': {
    de: 'hat die Aufbewahrung geändert: {rule}, an: {active}, {keep}',
    en: 'changed retention: {rule}, on: {active}, {keep}',
  },
  'lead.exported': { de: 'hat die Daten einer Person exportiert', en: 'exported the data of a person' },
  'handoff.reassigned': { de: 'hat eine Übergabe neu zugewiesen', en: 'reassigned a handoff' },
  'effect.decided': {
    de: 'hat über eine Nachricht mit ungewissem Ausgang entschieden',
    en: 'decided on a message with an unknown outcome',
  },
  'enrollment.ended': { de: 'hat eine Teilnahme von Hand beendet', en: 'ended an enrollment by hand' },
  'import.started': { de: 'hat einen Import gestartet ({rows} Zeilen)', en: 'started an import ({rows} rows)' },
  'import.undone': { de: 'hat einen Import rückgängig gemacht', en: 'undid an import' },
  'export.made': { de: 'hat exportiert: {list} ({rows} Zeilen)', en: 'exported: {list} ({rows} rows)' },
} as const satisfies Readonly<Record<string, Text>>;

export type AuditAction = keyof typeof AUDIT_SENTENCES;

/** In the order in which people look for them. */
export const AUDIT_ACTIONS = Object.keys(AUDIT_SENTENCES) as AuditAction[];

/** Who did it: a person, a key, or nobody who is known (a refused sign-in, the program itself). */
export interface AuditActor {
  readonly kind: 'user' | 'key' | 'nobody';
  readonly id: string | null;
  /** As it was then. */
  readonly name: string | null;
}

export interface AuditEntry {
  /** 1, 2, 3 …: without a gap. */
  readonly number: number;
  readonly at: EpochMs;
  readonly actor: AuditActor;
  readonly action: string;
  readonly subject: { readonly type: string; readonly id: string } | null;
  readonly details: AuditDetails;
}

const WORDS: Readonly<Record<string, Text>> = {
  admin: { de: 'Administrator', en: 'administrator' },
  marketer: { de: 'Marketing', en: 'marketer' },
  sales_manager: { de: 'Vertriebsleitung', en: 'sales manager' },
  sales_rep: { de: 'Vertrieb', en: 'sales rep' },
  granted: { de: 'erteilt', en: 'granted' },
  withdrawn: { de: 'widerrufen', en: 'withdrawn' },
  name: { de: 'Name', en: 'name' },
  language: { de: 'Sprache', en: 'language' },
  absent: { de: 'Abwesenheit', en: 'absence' },
  active: { de: 'aktiv', en: 'active' },
  password: { de: 'Passwort', en: 'password' },
};
const NOBODY: Text = { de: 'Jemand', en: 'Somebody' };
const A_KEY: Text = { de: 'Ein Schlüssel', en: 'A key' };

/** The entry as one sentence. An action that this release does not know (a newer backup) reads as its own name. */
export function describeAudit(
  { actor, action, details }: Pick<AuditEntry, 'actor' | 'action' | 'details'>,
  language: Language,
): string {
  const who = actor.name ?? (actor.kind === 'key' ? A_KEY : NOBODY)[language];
  const known = AUDIT_ACTIONS.find((candidate) => candidate === action);
  const predicate = known === undefined ? action : AUDIT_SENTENCES[known][language];
  return `${who} ${predicate.replace(/\{(\w+)\}/g, (_, name: string) => inWords(details[name], language))}.`;
}

function inWords(value: AuditDetails[string] | undefined, language: Language): string {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'object') return value.map((part) => inWords(part, language)).join(', ');
  return typeof value === 'string' && Object.hasOwn(WORDS, value) ? (WORDS[value]?.[language] ?? value) : String(value);
}
