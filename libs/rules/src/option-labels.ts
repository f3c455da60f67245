import { CELLS } from '@ripen/domain';
import type { BuyingRole, Category, Grade, Language, Relationship, Stage, Text, TouchpointType } from '@ripen/domain';
import { fieldOptions } from './field';
import type { RuleField } from './condition';

/** What a cell means, as it is shown everywhere. */
export const STAGE_LABELS: Readonly<Record<Stage, Text>> = {
  park: { de: 'parken', en: 'park' },
  nurture: { de: 'pflegen', en: 'nurture' },
  develop: { de: 'entwickeln', en: 'develop' },
  sales_ready: { de: 'vertriebsreif', en: 'sales-ready' },
};

export const CATEGORY_LABELS: Readonly<Record<Category, Text>> = {
  hot: { de: 'Hot Lead', en: 'Hot lead' },
  looking: { de: 'Nur mal umschauen', en: 'Just looking' },
  pseudo: { de: 'Pseudo-Lead', en: 'Pseudo-lead' },
};

export const GRADE_LABELS: Readonly<Record<Grade, Text>> = {
  A: { de: 'A', en: 'A' },
  B: { de: 'B', en: 'B' },
  C: { de: 'C', en: 'C' },
  D: { de: 'D', en: 'D' },
};

export const RELATIONSHIP_LABELS: Readonly<Record<Relationship, Text>> = {
  prospect: { de: 'Interessent', en: 'prospect' },
  customer: { de: 'Kunde', en: 'customer' },
  partner: { de: 'Partner', en: 'partner' },
  competitor: { de: 'Wettbewerber', en: 'competitor' },
  own: { de: 'eigenes Unternehmen', en: 'own company' },
};

export const BUYING_ROLE_LABELS: Readonly<Record<BuyingRole, Text>> = {
  decider: { de: 'Entscheider', en: 'decider' },
  influencer: { de: 'Beeinflusser', en: 'influencer' },
  user: { de: 'Anwender', en: 'user' },
  buyer: { de: 'Einkäufer', en: 'buyer' },
  gatekeeper: { de: 'Gatekeeper', en: 'gatekeeper' },
  unknown: { de: 'unbekannt', en: 'unknown' },
};

export const LANGUAGE_LABELS: Readonly<Record<Language, Text>> = {
  de: { de: 'Deutsch', en: 'German' },
  en: { de: 'Englisch', en: 'English' },
};

/** The touchpoint types that the product ships. Other types are shown by the name that the workspace gives them. */
export const TOUCHPOINT_LABELS: Readonly<Record<string, Text>> = {
  content_requested: { de: 'Anforderung eines Content-Angebots', en: 'Requested a content offer' },
  email_link_clicked: { de: 'Klick auf einen Link in einer E-Mail', en: 'Clicked a link in an e-mail' },
  topic_page_visited: { de: 'Besuch einer Themen- oder Produkt-Webseite', en: 'Visited a topic or product page' },
  webinar_registered: { de: 'Webinar-Anmeldung', en: 'Registered for a webinar' },
  webinar_attended: { de: 'Teilnahme an einem Webinar', en: 'Attended a webinar' },
  webinar_missed: { de: 'Webinar versäumt', en: 'Missed a webinar' },
  trade_fair_registered: { de: 'Anmeldung zu einer Messe', en: 'Registered for a trade fair' },
  trade_fair_visited: { de: 'Messebesuch', en: 'Visited us at a trade fair' },
  trade_fair_missed: { de: 'Messe versäumt', en: 'Missed a trade fair' },
  form_submitted: { de: 'Formular abgeschickt', en: 'Submitted a form' },
  form_confirmed: { de: 'Formular bestätigt', en: 'Confirmed a form' },
  page_visited: { de: 'Besuch einer Webseite', en: 'Visited a page' },
  careers_page_visited: { de: 'Besuch einer Karriereseite', en: 'Visited a careers page' },
  page_scrolled: { de: 'Webseite gelesen', en: 'Read a page' },
  link_clicked: { de: 'Klick auf einen Link der Webseite', en: 'Clicked a link on the website' },
  file_downloaded: { de: 'Datei heruntergeladen', en: 'Downloaded a file' },
};

/** The label of a touchpoint type; a type that the product does not ship shows its own name in words. */
export function touchpointLabel(type: TouchpointType): Text {
  const own = type.replaceAll('_', ' ');
  return TOUCHPOINT_LABELS[type] ?? { de: own, en: own };
}

const OPTION_LABELS: Partial<Readonly<Record<RuleField, Readonly<Record<string, Text>>>>> = {
  'lead.language': LANGUAGE_LABELS,
  'lead.buyingRole': BUYING_ROLE_LABELS,
  'company.relationship': RELATIONSHIP_LABELS,
  'score.grade': GRADE_LABELS,
  'score.stage': STAGE_LABELS,
  'score.category': CATEGORY_LABELS,
  'score.cell': Object.fromEntries(CELLS.map((cell) => [cell, { de: cell, en: cell }])),
};

/** The label of one value of an enum field; null for values that are free. */
export function optionLabel(field: RuleField, value: string | number): Text | null {
  return OPTION_LABELS[field]?.[String(value)] ?? null;
}

/** The values of an enum field with their labels, for the rule builder; null for other fields. */
export function ruleFieldOptions(
  field: RuleField,
): readonly { readonly value: string | number; readonly label: Text }[] | null {
  const options = fieldOptions(field);
  if (options === null) return null;
  return options.map((value) => ({
    value,
    label: optionLabel(field, value) ?? { de: String(value), en: String(value) },
  }));
}
