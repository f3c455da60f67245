import type { Language } from '@ripen/domain';

interface PageWords {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly points: readonly string[];
}

export interface ExampleTexts {
  /** A document reports no visit. */
  readonly kind: 'topic' | 'webinar' | 'document';
  readonly words: Readonly<Record<Language, PageWords>>;
}

const RETROFIT: ExampleTexts = {
  kind: 'topic',
  words: {
    de: {
      title: 'Retrofit: der Anlage ein zweites Leben geben',
      paragraphs: [
        'Die Mechanik hält noch zwanzig Jahre, die Steuerung keine zwei. Ein Retrofit erneuert, was alt ist, und lässt stehen, was trägt.',
        'Wann sich das lohnt, hängt an drei Fragen:',
      ],
      points: [
        'Wie lange gibt es noch Ersatzteile?',
        'Was kostet eine Stunde Stillstand?',
        'Welche Daten fehlen Ihnen heute?',
      ],
    },
    en: {
      title: 'Retrofit: a second life for your plant',
      paragraphs: [
        'The mechanics are good for another twenty years, the controls for less than two. A retrofit renews what is old and keeps what carries.',
        'Whether it pays off depends on three questions:',
      ],
      points: [
        'How long will there be spare parts?',
        'What does an hour of standstill cost?',
        'Which data are you missing today?',
      ],
    },
  },
};

const CONTROLS: ExampleTexts = {
  kind: 'topic',
  words: {
    de: {
      title: 'Steuerungen, die mit Ihnen reden',
      paragraphs: [
        'Eine neue Steuerung sagt, was sie gerade tut, was ihr fehlt und wann sie Wartung braucht: im Leitstand und auf dem Telefon.',
        'Umgestellt wird Linie für Linie, im laufenden Betrieb.',
      ],
      points: [],
    },
    en: {
      title: 'Controls that talk to you',
      paragraphs: [
        'New controls say what they are doing, what they lack and when they need maintenance: in the control room and on your phone.',
        'The change is made line by line, while production goes on.',
      ],
      points: [],
    },
  },
};

const WEBINAR: ExampleTexts = {
  kind: 'webinar',
  words: {
    de: {
      title: 'Webinar: In 45 Minuten zum Retrofit-Plan',
      paragraphs: ['Drei Projekte, drei Rechnungen, Ihre Fragen. Live, kostenlos, ohne Verkaufsgespräch.'],
      points: [],
    },
    en: {
      title: 'Webinar: a retrofit plan in 45 minutes',
      paragraphs: ['Three projects, three calculations, your questions. Live, free, without a sales pitch.'],
      points: [],
    },
  },
};

const GUIDE: ExampleTexts = {
  kind: 'document',
  words: {
    de: {
      title: 'Leitfaden: In fünf Schritten zum Retrofit',
      paragraphs: ['Das ist der Inhalt, den Ihre Leads anfordern. Bei Ihnen steht hier, was Sie anbieten.'],
      points: [
        'Das Ziel in einem Satz',
        'Wer mitreden muss',
        'Was es kosten darf',
        'Woran Sie den Erfolg messen',
        'Welcher Schritt der erste ist',
      ],
    },
    en: {
      title: 'Guide: five steps to a retrofit',
      paragraphs: ['This is the content that your leads ask for. In your workspace it is whatever you offer.'],
      points: [
        'The goal in one sentence',
        'Who needs a say',
        'What it may cost',
        'How you will measure success',
        'Which step comes first',
      ],
    },
  },
};

export const EXAMPLE_TOPICS: ReadonlyMap<string, ExampleTexts> = new Map([
  ['retrofit', RETROFIT],
  ['controls', CONTROLS],
]);
export const EXAMPLE_PAGES: ReadonlyMap<string, ExampleTexts> = new Map([
  ['webinar', WEBINAR],
  ['guide', GUIDE],
]);

export const SITE_TEXTS: Readonly<Record<Language, Readonly<Record<SiteText, string>>>> = {
  de: {
    tag: 'Beispiel-Website',
    request: 'Leitfaden anfordern',
    register: 'Zum Webinar anmelden',
    registered: 'Sie sind angemeldet. Bis bald!',
    consentTitle: 'Dürfen wir sehen, was Sie interessiert?',
    consent: 'Ohne Ihr Ja wird nichts gespeichert und nichts gemeldet.',
    allow: 'Ja, gern',
    refuse: 'Nein, danke',
  },
  en: {
    tag: 'Sample website',
    request: 'Request the guide',
    register: 'Sign up for the webinar',
    registered: 'You are signed up. See you soon!',
    consentTitle: 'May we see what interests you?',
    consent: 'Without your yes, nothing is stored and nothing is reported.',
    allow: 'Yes, please',
    refuse: 'No, thank you',
  },
};
type SiteText = 'tag' | 'request' | 'register' | 'registered' | 'consentTitle' | 'consent' | 'allow' | 'refuse';
