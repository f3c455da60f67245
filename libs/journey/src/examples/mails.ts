import type { SendEmailConfig } from '../nodes/send-email.node';

type Content = SendEmailConfig['content'];

const HELLO_DE = 'Guten Tag{% if lead.lastName %} {{ lead.firstName }} {{ lead.lastName }}{% endif %},';
const HELLO_EN = 'Hello{% if lead.firstName %} {{ lead.firstName }}{% endif %},';
const BYE_DE = 'Freundliche Grüße\n{{ sender.name }}';
const BYE_EN = 'Kind regards\n{{ sender.name }}';

function letter(hello: string, paragraphs: readonly string[], bye: string): string {
  return [hello, ...paragraphs, bye].join('\n\n');
}
const german = (...paragraphs: readonly string[]): string => letter(HELLO_DE, paragraphs, BYE_DE);
const english = (...paragraphs: readonly string[]): string => letter(HELLO_EN, paragraphs, BYE_EN);

/** The guide that opens a nurture; `url` is what is read there. */
export function guideMail(url: string): Content {
  return {
    de: {
      subject: 'Leitfaden: In fünf Schritten zur richtigen Lösung',
      body: german(
        'viele Projekte{% if company.name %} in Unternehmen wie {{ company.name }}{% endif %} beginnen mit derselben Frage: Womit fangen wir an?',
        'Unser Leitfaden beantwortet sie in fünf Schritten:',
        '- das Ziel in einem Satz\n- wer mitreden muss\n- was es kosten darf\n- woran Sie den Erfolg messen\n- welcher Schritt der erste ist',
        `[Leitfaden lesen](${url})`,
        'Zehn Minuten genügen.',
      ),
    },
    en: {
      subject: 'A guide: five steps to the right solution',
      body: english(
        'Many projects{% if company.name %} at companies like {{ company.name }}{% endif %} begin with the same question: where do we start?',
        'Our guide answers it in five steps:',
        '- the goal in one sentence\n- who needs a say\n- what it may cost\n- how you will measure success\n- which step comes first',
        `[Read the guide](${url})`,
        'Ten minutes are enough.',
      ),
    },
  };
}

/** The one reminder of the guide. */
export function guideReminderMail(url: string): Content {
  return {
    de: {
      subject: 'Haben Sie schon hineingesehen?',
      body: german(
        'vor einigen Tagen haben wir Ihnen unseren Leitfaden geschickt. Falls er untergegangen ist, hier noch einmal der Link:',
        `[Leitfaden lesen](${url})`,
        'Wenn das Thema gerade nicht passt, müssen Sie nichts tun. Wir erinnern nur dieses eine Mal.',
      ),
    },
    en: {
      subject: 'Have you had a look yet?',
      body: english(
        'A few days ago we sent you our guide. In case it got lost, here is the link once more:',
        `[Read the guide](${url})`,
        'If now is not the time, there is nothing you need to do. We only remind you this once.',
      ),
    },
  };
}

/** To somebody whose time had not come when they spoke with sales. */
export function anotherTryMail(url: string): Content {
  return {
    de: {
      subject: 'Passt der Zeitpunkt jetzt besser?',
      body: german(
        'bei unserem letzten Gespräch passte der Zeitpunkt nicht. Das ist in Ordnung, gute Vorhaben reifen.',
        'Was sich seitdem getan hat und was andere daraus gemacht haben, steht hier auf einer Seite:',
        `[Neues ansehen](${url})`,
        'Wenn Sie das Thema wieder aufnehmen möchten, antworten Sie einfach auf diese E-Mail.',
      ),
    },
    en: {
      subject: 'Is this a better time?',
      body: english(
        'When we last spoke, the time was not right. That is fine: good plans ripen.',
        'What has happened since, and what others have made of it, is here on one page:',
        `[See what is new](${url})`,
        'If you would like to take it up again, simply reply to this e-mail.',
      ),
    },
  };
}

/** Asks the person behind a typed address to confirm it. Names the offer and nothing else: it is no advertising. */
export const CONFIRMATION_MAIL: Content = {
  de: {
    subject: 'Bitte bestätigen Sie Ihre Anfrage: {{ offer.title }}',
    body: german(
      'jemand hat mit dieser Adresse **{{ offer.title }}** angefordert. Waren Sie das? Dann bestätigen Sie es bitte:',
      '[Anfrage bestätigen]({{ links.confirm }})',
      'Danach senden wir Ihnen den Inhalt zu. Waren Sie es nicht, müssen Sie nichts tun: Ohne Ihre Bestätigung schreiben wir Ihnen nicht wieder.',
    ),
  },
  en: {
    subject: 'Please confirm your request: {{ offer.title }}',
    body: english(
      'Somebody has requested **{{ offer.title }}** with this address. Was it you? Then please confirm:',
      '[Confirm the request]({{ links.confirm }})',
      'We will then send it to you. If it was not you, there is nothing you need to do: without your confirmation we will not write again.',
    ),
  },
};

/** Delivers what was asked for. */
export const DELIVERY_MAIL: Content = {
  de: {
    subject: '{{ offer.title }}: Ihr Zugang',
    body: german(
      'vielen Dank für Ihre Bestätigung. Hier ist, was Sie angefordert haben:',
      '[{{ offer.title }} öffnen]({{ links.deliver }})',
      'Der Link gilt für Sie persönlich.',
    ),
  },
  en: {
    subject: '{{ offer.title }}: here it is',
    body: english(
      'Thank you for confirming. Here is what you asked for:',
      '[Open {{ offer.title }}]({{ links.deliver }})',
      'The link is meant for you personally.',
    ),
  },
};

/** Asks whoever sent a form that hands out no content. */
const FORM_CONFIRMATION: Content = {
  de: {
    subject: 'Bitte bestätigen Sie Ihre Adresse: {{ offer.title }}',
    body: german(
      'jemand hat mit dieser Adresse das Formular **{{ offer.title }}** abgesendet. Waren Sie das? Dann bestätigen Sie es bitte:',
      '[Adresse bestätigen]({{ links.confirm }})',
      'Waren Sie es nicht, müssen Sie nichts tun: Ohne Ihre Bestätigung schreiben wir Ihnen nicht wieder.',
    ),
  },
  en: {
    subject: 'Please confirm your address: {{ offer.title }}',
    body: english(
      'Somebody has sent the form **{{ offer.title }}** with this address. Was it you? Then please confirm:',
      '[Confirm the address]({{ links.confirm }})',
      'If it was not you, there is nothing you need to do: without your confirmation we will not write again.',
    ),
  },
};

const FORM_THANKS: Content = {
  de: {
    subject: 'Vielen Dank: {{ offer.title }}',
    body: german('vielen Dank für Ihre Bestätigung. Ihre Angaben zu **{{ offer.title }}** sind bei uns angekommen.'),
  },
  en: {
    subject: 'Thank you: {{ offer.title }}',
    body: english('Thank you for confirming. What you told us about **{{ offer.title }}** has reached us.'),
  },
};

const EVENT_THANKS: Content = {
  de: {
    subject: 'Sie sind angemeldet: {{ offer.title }}',
    body: german(
      'vielen Dank für Ihre Bestätigung. Sie sind angemeldet: **{{ offer.title }}**.',
      'Wir freuen uns auf Sie.',
    ),
  },
  en: {
    subject: 'You are registered: {{ offer.title }}',
    body: english(
      'Thank you for confirming. You are registered: **{{ offer.title }}**.',
      'We look forward to meeting you.',
    ),
  },
};

/** The two mails of a form that has no texts of its own, by what the form belongs to. */
export const FORM_MAILS: Readonly<
  Record<'offer' | 'event' | 'alone', { readonly confirm: Content; readonly thanks: Content }>
> = {
  offer: { confirm: CONFIRMATION_MAIL, thanks: DELIVERY_MAIL },
  event: { confirm: FORM_CONFIRMATION, thanks: EVENT_THANKS },
  alone: { confirm: FORM_CONFIRMATION, thanks: FORM_THANKS },
};
