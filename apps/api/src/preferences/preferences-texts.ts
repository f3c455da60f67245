import type { Language } from '@ripen/domain';

const DE = {
  unsubscribe: {
    title: 'Abmelden',
    one: 'Möchten Sie keine E-Mails mehr zu „{name}“ bekommen?',
    all: 'Möchten Sie keine E-Mails mehr von uns bekommen?',
    button: 'Abmelden',
    doneTitle: 'Sie sind abgemeldet',
    doneOne: 'Sie bekommen keine E-Mails mehr zu „{name}“. Das gilt ab sofort.',
    doneAll: 'Sie bekommen keine Werbe-E-Mails mehr von uns. Das gilt ab sofort.',
    fromAll: 'Von allem abmelden',
    more: 'Einstellungen ansehen',
  },
  gone: {
    title: 'Sie bekommen keine E-Mails mehr von uns',
    text: 'Über Sie ist bei uns nichts mehr gespeichert. Sie müssen nichts tun.',
  },
  title: 'Ihre Einstellungen',
  intro: 'Was wir Ihnen an {email} senden dürfen. Änderungen gelten ab sofort.',
  introNoAddress: 'Was wir Ihnen senden dürfen. Änderungen gelten ab sofort.',
  saved: 'Gespeichert. Das gilt ab sofort.',
  stopped: 'Sie sind von allem abgemeldet. Das gilt ab sofort.',
  suppressed: 'Ihre Adresse ist bei uns gesperrt: Wir senden Ihnen dorthin nichts, was auch immer Sie hier einstellen.',
  channels: byKey({ email: 'per E-Mail', phone: 'per Telefon' }),
  saidOn: 'zugestimmt am {date}',
  saidOff: 'abgelehnt am {date}',
  neverSaid: 'noch nicht zugestimmt',
  wording: 'Sie stimmen damit zu:',
  language: 'Sprache',
  languages: { de: 'Deutsch', en: 'Englisch' },
  pause: 'Pause',
  pauseHint: 'Solange senden wir keine Werbung. Was Sie angefordert haben, kommt trotzdem.',
  pausedUntil: 'Pause bis {date}',
  pauseKeep: 'Wie bisher',
  pauseNone: 'Keine Pause',
  pause30: '30 Tage',
  pause90: '90 Tage',
  save: 'Speichern',
  stopTitle: 'Gar nichts mehr?',
  stopText: 'Nimmt jede Zustimmung zurück, auf allen Wegen.',
  stop: 'Von allem abmelden',
  heldTitle: 'Was wir über Sie gespeichert haben',
  heldSince: 'Seit {date}: {fields}.',
  heldCounts: '{touchpoints} Kontakte mit uns, {mails} E-Mails an Sie.',
  heldMore:
    'Eine vollständige Auskunft oder die Löschung bekommen Sie auf Anfrage: Antworten Sie einfach auf unsere E-Mail.',
  fields: byKey({
    name: 'Name',
    email: 'E-Mail-Adresse',
    phone: 'Telefonnummer',
    position: 'Position',
    company: 'Unternehmen',
  }),
  noFields: 'keine Angaben zur Person',
};

/** Every word of the preference centre and of unsubscribing. `{…}` is filled in. */
export type PreferenceTexts = typeof DE;

export const PREFERENCE_TEXTS: Readonly<Record<Language, PreferenceTexts>> = {
  de: DE,
  en: {
    unsubscribe: {
      title: 'Unsubscribe',
      one: 'Would you like to stop getting e-mails about “{name}”?',
      all: 'Would you like to stop getting e-mails from us?',
      button: 'Unsubscribe',
      doneTitle: 'You are unsubscribed',
      doneOne: 'You will get no more e-mails about “{name}”. This holds from now on.',
      doneAll: 'You will get no more marketing e-mails from us. This holds from now on.',
      fromAll: 'Unsubscribe from everything',
      more: 'See your preferences',
    },
    gone: {
      title: 'You get no more e-mails from us',
      text: 'We hold nothing about you any more. There is nothing you need to do.',
    },
    title: 'Your preferences',
    intro: 'What we may send you at {email}. Changes hold from now on.',
    introNoAddress: 'What we may send you. Changes hold from now on.',
    saved: 'Saved. This holds from now on.',
    stopped: 'You are unsubscribed from everything. This holds from now on.',
    suppressed: 'Your address is blocked here: we send nothing to it, whatever you set on this page.',
    channels: { email: 'by e-mail', phone: 'by phone' },
    saidOn: 'agreed on {date}',
    saidOff: 'declined on {date}',
    neverSaid: 'not agreed yet',
    wording: 'By this you agree:',
    language: 'Language',
    languages: { de: 'German', en: 'English' },
    pause: 'Pause',
    pauseHint: 'In the meantime we send no marketing. What you request comes all the same.',
    pausedUntil: 'Paused until {date}',
    pauseKeep: 'As it is',
    pauseNone: 'No pause',
    pause30: '30 days',
    pause90: '90 days',
    save: 'Save',
    stopTitle: 'Nothing at all any more?',
    stopText: 'Takes back every consent, on all channels.',
    stop: 'Unsubscribe from everything',
    heldTitle: 'What we hold about you',
    heldSince: 'Since {date}: {fields}.',
    heldCounts: '{touchpoints} contacts with us, {mails} e-mails to you.',
    heldMore: 'For a full copy, or to be erased, just reply to our e-mail.',
    fields: { name: 'name', email: 'e-mail address', phone: 'phone number', position: 'position', company: 'company' },
    noFields: 'no personal details',
  },
};

/** Words that are looked up by what stands in a row. */
function byKey(words: Record<string, string>): Readonly<Record<string, string>> {
  return words;
}

/** Fills `{name}` and its like. */
export function filledIn(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** In the quotation marks of the language. */
export function quoted(text: string, language: Language): string {
  return { de: `„${text}“`, en: `“${text}”` }[language];
}
