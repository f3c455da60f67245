import type { Language } from '@ripen/domain';

const DE = {
  optional: '(freiwillig)',
  problems: 'Bitte prüfen Sie die Angaben:',
  missing: 'Bitte füllen Sie dieses Feld aus.',
  badEmail: 'Bitte geben Sie eine gültige E-Mail-Adresse an.',
  badNumber: 'Bitte geben Sie eine Zahl an.',
  badPhone: 'Bitte geben Sie eine Telefonnummer an.',
  badChoice: 'Bitte wählen Sie eine der Möglichkeiten.',
  tooLong: 'Das ist zu lang. Bitte kürzen Sie es.',
  tickNeeded: 'Bitte setzen Sie dieses Häkchen.',
  choose: 'Bitte wählen',
  tooFast: 'Das ging sehr schnell. Bitte drücken Sie noch einmal auf den Knopf.',
  openedLongAgo: 'Das Formular war lange offen. Bitte senden Sie es noch einmal ab.',
  leaveEmpty: 'Bitte leer lassen',
  knownByLink: 'Wir kennen Sie schon: Die Bestätigung geht an die Adresse, an die auch unsere E-Mail ging.',
  offline: 'Das hat gerade nicht geklappt. Bitte versuchen Sie es in einem Moment noch einmal.',
  consentNeeded: 'Ohne Ihre Einwilligung können wir Ihnen nichts senden.',
  wordingChanged: 'Der Text der Einwilligung hat sich geändert. Bitte lesen Sie ihn und stimmen Sie noch einmal zu.',
  confirm: {
    ask: {
      title: 'Adresse bestätigen',
      text: 'Ein Klick noch: Bitte bestätigen Sie Ihre E-Mail-Adresse und Ihre Einwilligung.',
      button: 'Bestätigen',
    },
    done: {
      title: 'Vielen Dank!',
      text: 'Ihre Adresse ist bestätigt. Gleich finden Sie eine E-Mail von uns in Ihrem Postfach.',
    },
  },
  dead: {
    title: 'Dieser Link gilt nicht mehr',
    text: 'Bitte fordern Sie den Inhalt noch einmal an, oder antworten Sie auf unsere E-Mail.',
  },
};

/** Every word of the public pages. */
export type PageTexts = typeof DE;

export const PAGE_TEXTS: Readonly<Record<Language, PageTexts>> = {
  de: DE,
  en: {
    optional: '(optional)',
    problems: 'Please check what you entered:',
    missing: 'Please fill in this field.',
    badEmail: 'Please enter a valid e-mail address.',
    badNumber: 'Please enter a number.',
    badPhone: 'Please enter a phone number.',
    badChoice: 'Please choose one of the options.',
    tooLong: 'This is too long. Please shorten it.',
    tickNeeded: 'Please tick this box.',
    choose: 'Please choose',
    tooFast: 'That was very quick. Please press the button once more.',
    openedLongAgo: 'The form was open for a long time. Please send it once more.',
    leaveEmpty: 'Please leave empty',
    knownByLink: 'We know you already: the confirmation goes to the address that our e-mail went to.',
    offline: 'That did not work just now. Please try again in a moment.',
    consentNeeded: 'Without your consent we cannot send you anything.',
    wordingChanged: 'The wording of the consent has changed. Please read it and agree once more.',
    confirm: {
      ask: {
        title: 'Confirm your address',
        text: 'One more click: please confirm your e-mail address and your consent.',
        button: 'Confirm',
      },
      done: {
        title: 'Thank you!',
        text: 'Your address is confirmed. You will find an e-mail from us in your inbox in a moment.',
      },
    },
    dead: {
      title: 'This link is no longer valid',
      text: 'Please request the content again, or reply to our e-mail.',
    },
  },
};
