import type { EffectState, Text } from '@ripen/domain';

/** Why a message did not go out, by the code that is stored with it. */
const REASONS: Readonly<Record<string, Text>> = {
  recipient_refused: {
    de: 'Der Mailserver kennt die Adresse nicht.',
    en: 'The mail server does not know the address.',
  },
  mailbox_unavailable: {
    de: 'Das Postfach nimmt gerade nichts an: Es ist voll oder geschlossen.',
    en: 'The mailbox takes nothing at the moment: it is full or closed.',
  },
  domain_slow: {
    de: 'Der Mailserver antwortet für diese Empfänger-Domain zu langsam.',
    en: 'The mail server answers too slowly for this recipient’s domain.',
  },
  aborted: { de: 'Der Versuch wurde abgebrochen.', en: 'The attempt was broken off.' },
  sender_refused: { de: 'Der Mailserver lehnt unseren Absender ab.', en: 'The mail server refuses our sender.' },
  auth_failed: { de: 'Die Anmeldung am Mailserver ist fehlgeschlagen.', en: 'Signing in to the mail server failed.' },
  policy: {
    de: 'Der Mailserver lehnt die Nachricht nach seinen Regeln ab.',
    en: 'The mail server refuses the message by its rules.',
  },
  message_refused: { de: 'Der Mailserver hat den Inhalt abgelehnt.', en: 'The mail server refused the content.' },
  connection: { de: 'Der Mailserver ist nicht erreichbar.', en: 'The mail server cannot be reached.' },
  timeout: { de: 'Der Mailserver hat nicht rechtzeitig geantwortet.', en: 'The mail server did not answer in time.' },
  tls: { de: 'Die verschlüsselte Verbindung kam nicht zustande.', en: 'The encrypted connection failed.' },
  throttled: { de: 'Der Mailserver nimmt gerade nichts mehr an.', en: 'The mail server takes no more for now.' },
  template_error: { de: 'Der Text der E-Mail hat einen Fehler.', en: 'The text of the e-mail has a mistake.' },
  template_timeout: { de: 'Der Text der E-Mail braucht zu lange.', en: 'The text of the e-mail takes too long.' },
  template_too_large: { de: 'Der Text der E-Mail ist zu groß.', en: 'The text of the e-mail is too large.' },
  no_consent: { de: 'Es liegt keine Einwilligung vor.', en: 'There is no consent.' },
  purpose_off: { de: 'Der Zweck der E-Mail ist abgeschaltet.', en: 'The purpose of the e-mail is switched off.' },
  suppressed: { de: 'Die Adresse ist gesperrt.', en: 'The address is suppressed.' },
  no_address: { de: 'Der Lead hat keine E-Mail-Adresse.', en: 'The lead has no e-mail address.' },
  node_gone: { de: 'Den Schritt gibt es nicht mehr.', en: 'The step does not exist any more.' },
  handoff_gone: { de: 'Die Übergabe gibt es nicht mehr.', en: 'The handoff does not exist any more.' },
  no_longer_asked: { de: 'Es hat sich vorher erledigt.', en: 'It was settled before.' },
  user_gone: { de: 'Die Person arbeitet nicht mehr hier.', en: 'The person does not work here any more.' },
  merged: { de: 'Der Lead wurde zusammengeführt.', en: 'The lead was merged.' },
  gave_up: { de: 'Drei Tage lang ging es nicht.', en: 'It did not work for three days.' },
  decided_sent: { de: 'Von Hand als gesendet gewertet.', en: 'Counted as sent by hand.' },
  lease_expired: { de: 'Der Versand brach mittendrin ab.', en: 'Sending broke off in the middle.' },
};

const BY_STATE: Readonly<Partial<Record<EffectState, Text>>> = {
  unknown: {
    de: 'Der Versand brach nach Beginn der Übertragung ab: Die Nachricht kann angekommen sein. Sie wird nicht von selbst erneut gesendet.',
    en: 'Sending broke off after the transfer had begun: the message may have arrived. It is not sent again by itself.',
  },
  failed: { de: 'Der Versand ist fehlgeschlagen.', en: 'Sending failed.' },
  dropped: { de: 'Die Nachricht wurde nicht gesendet.', en: 'The message was not sent.' },
  cancelled: { de: 'Die Nachricht wurde nicht mehr gebraucht.', en: 'The message was no longer needed.' },
};

/** The reason in words. A code of a later release still says what state the message is in. */
export function effectReason(state: EffectState, code: string | null): Text {
  if (state === 'unknown' && BY_STATE.unknown) return BY_STATE.unknown;
  return REASONS[code ?? ''] ?? BY_STATE[state] ?? { de: '', en: '' };
}
