import type { Language } from '@ripen/domain';

const DE = {
  firstName: 'Vorname',
  lastName: 'Nachname',
  email: 'E-Mail-Adresse',
  company: 'Unternehmen',
  position: 'Position',
  employees: 'Mitarbeiterzahl',
  industry: 'Branche',
  optional: '(freiwillig)',
  submit: 'Anfordern',
  problems: 'Bitte prüfen Sie die Angaben:',
  missing: 'Bitte füllen Sie dieses Feld aus.',
  badEmail: 'Bitte geben Sie eine gültige E-Mail-Adresse an.',
  badNumber: 'Bitte geben Sie eine Zahl an.',
  consentNeeded: 'Ohne Ihre Einwilligung können wir Ihnen nichts senden.',
  wordingChanged: 'Der Text der Einwilligung hat sich geändert. Bitte lesen Sie ihn und stimmen Sie noch einmal zu.',
  thanks: {
    title: 'Fast geschafft',
    text: 'Wir haben Ihnen eine E-Mail gesendet. Bitte bestätigen Sie darin Ihre Adresse, dann bekommen Sie den Inhalt.',
  },
  confirm: {
    ask: {
      title: 'Adresse bestätigen',
      text: 'Ein Klick noch: Bitte bestätigen Sie Ihre E-Mail-Adresse und Ihre Einwilligung.',
      button: 'Bestätigen',
    },
    done: {
      title: 'Vielen Dank!',
      text: 'Ihre Adresse ist bestätigt. Den Link zum Inhalt finden Sie gleich in Ihrem Postfach.',
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
    firstName: 'First name',
    lastName: 'Last name',
    email: 'E-mail address',
    company: 'Company',
    position: 'Position',
    employees: 'Number of employees',
    industry: 'Industry',
    optional: '(optional)',
    submit: 'Request',
    problems: 'Please check what you entered:',
    missing: 'Please fill in this field.',
    badEmail: 'Please enter a valid e-mail address.',
    badNumber: 'Please enter a number.',
    consentNeeded: 'Without your consent we cannot send you anything.',
    wordingChanged: 'The wording of the consent has changed. Please read it and agree once more.',
    thanks: {
      title: 'Almost there',
      text: 'We have sent you an e-mail. Please confirm your address in it, and the content is yours.',
    },
    confirm: {
      ask: {
        title: 'Confirm your address',
        text: 'One more click: please confirm your e-mail address and your consent.',
        button: 'Confirm',
      },
      done: {
        title: 'Thank you!',
        text: 'Your address is confirmed. You will find the link to the content in your inbox in a moment.',
      },
    },
    dead: {
      title: 'This link is no longer valid',
      text: 'Please request the content again, or reply to our e-mail.',
    },
  },
};
