import type { Language, Text } from '@ripen/domain';
import { ANY_TOUCHPOINT, touchpointLabel } from '@ripen/rules';
import type { Names } from './names';

/** What a lead does, as the end of "… until the lead …". */
const DEEDS: Readonly<Record<string, Text>> = {
  [ANY_TOUCHPOINT]: { de: 'irgendetwas tut', en: 'does anything' },
  content_requested: { de: 'einen Inhalt anfordert', en: 'requests content' },
  email_link_clicked: { de: 'auf einen Link klickt', en: 'clicks a link' },
  topic_page_visited: { de: 'eine Themenseite besucht', en: 'visits a topic page' },
  webinar_registered: { de: 'sich zu einem Webinar anmeldet', en: 'registers for a webinar' },
  trade_fair_visited: { de: 'uns auf einer Messe besucht', en: 'visits us at a trade fair' },
  form_submitted: { de: 'ein Formular absendet', en: 'submits a form' },
  page_visited: { de: 'eine Seite besucht', en: 'visits a page' },
  careers_page_visited: { de: 'eine Karriereseite besucht', en: 'visits a careers page' },
};

/** "clicks a link"; a type that the workspace made is quoted by its label. */
export function deedWords(type: string, language: Language, names: Names): string {
  const own = names.touchpoints?.[type] ?? touchpointLabel(type);
  return DEEDS[type]?.[language] ?? { de: `„${own.de}“ auslöst`, en: `triggers “${own.en}”` }[language];
}
