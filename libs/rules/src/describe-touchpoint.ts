import type { Language, Text } from '@ripen/domain';
import { ANY_TOUCHPOINT, type TouchpointRule } from './condition';
import { boundsOf } from './occurrence';
import { touchpointLabel } from './option-labels';
import { joined, quoted, timesText, withinText } from './sentence-parts';

/** How a touchpoint is told. German keeps the participle at the end, so its phrase comes in two pieces. */
interface Phrase {
  readonly de: { readonly verb: string; readonly some: string; readonly none: string };
  readonly en: { readonly did: string; readonly didNot: string };
}

const PHRASES: Readonly<Record<string, Phrase>> = {
  content_requested: {
    de: { verb: 'hat', some: 'ein Content-Angebot angefordert', none: 'kein Content-Angebot angefordert' },
    en: { did: 'requested a content offer', didNot: 'did not request a content offer' },
  },
  email_link_clicked: {
    de: {
      verb: 'hat',
      some: 'auf einen Link in einer E-Mail geklickt',
      none: 'auf keinen Link in einer E-Mail geklickt',
    },
    en: { did: 'clicked a link in an e-mail', didNot: 'did not click a link in an e-mail' },
  },
  topic_page_visited: {
    de: {
      verb: 'hat',
      some: 'eine Themen- oder Produktseite besucht',
      none: 'keine Themen- oder Produktseite besucht',
    },
    en: { did: 'visited a topic or product page', didNot: 'did not visit a topic or product page' },
  },
  webinar_registered: {
    de: { verb: 'hat sich', some: 'für ein Webinar angemeldet', none: 'für kein Webinar angemeldet' },
    en: { did: 'registered for a webinar', didNot: 'did not register for a webinar' },
  },
  trade_fair_visited: {
    de: { verb: 'hat uns', some: 'auf einer Messe besucht', none: 'auf keiner Messe besucht' },
    en: { did: 'visited us at a trade fair', didNot: 'did not visit us at a trade fair' },
  },
  form_submitted: {
    de: { verb: 'hat', some: 'ein Formular abgeschickt', none: 'kein Formular abgeschickt' },
    en: { did: 'submitted a form', didNot: 'did not submit a form' },
  },
  page_visited: {
    de: { verb: 'hat', some: 'eine Seite besucht', none: 'keine Seite besucht' },
    en: { did: 'visited a page', didNot: 'did not visit a page' },
  },
  careers_page_visited: {
    de: { verb: 'hat', some: 'eine Karriereseite besucht', none: 'keine Karriereseite besucht' },
    en: { did: 'visited a careers page', didNot: 'did not visit a careers page' },
  },
  [ANY_TOUCHPOINT]: {
    de: { verb: 'hatte', some: 'irgendeinen Touchpoint', none: 'keinen Touchpoint' },
    en: { did: 'had any touchpoint', didNot: 'had no touchpoint' },
  },
};

/** The clause of a touchpoint rule without its property rules. `names` gives labels of the workspace's own types. */
export function describeTouchpoint(
  rule: TouchpointRule,
  language: Language,
  names: Readonly<Record<string, Text>> = {},
): string {
  const phrase = PHRASES[rule.type] ?? ownPhrase(names[rule.type] ?? touchpointLabel(rule.type));
  const none = boundsOf(rule).atMost === 0;
  const within = (rule.withinDays ?? null) === null ? '' : withinText(rule.withinDays ?? 0, language);
  const except = exceptText(rule, language, names);
  const times = none ? '' : countText(rule, language);
  const words =
    language === 'de'
      ? [phrase.de.verb, within, times, none ? phrase.de.none : phrase.de.some, except]
      : [none ? phrase.en.didNot : phrase.en.did, except, times, within];
  return words.filter((word) => word !== '').join(' ');
}

function ownPhrase(label: Text): Phrase {
  const de = quoted(label.de, 'de');
  const en = quoted(label.en, 'en');
  return {
    de: { verb: 'hat', some: `${de} ausgelöst`, none: `${de} nicht ausgelöst` },
    en: { did: `triggered ${en}`, didNot: `did not trigger ${en}` },
  };
}

function exceptText(
  { type, exceptTypes }: TouchpointRule,
  language: Language,
  names: Readonly<Record<string, Text>>,
): string {
  if (type !== ANY_TOUCHPOINT || (exceptTypes ?? []).length === 0) return '';
  const labels = (exceptTypes ?? []).map((one) => quoted((names[one] ?? touchpointLabel(one))[language], language));
  return `${language === 'de' ? 'außer' : 'other than'} ${joined(labels, 'and', language)}`;
}

function countText(rule: TouchpointRule, language: Language): string {
  const { atLeast, atMost } = boundsOf(rule);
  const times = (count: number): string => timesText(count, language);
  const words =
    language === 'de'
      ? { exactly: 'genau', most: 'höchstens', least: 'mindestens' }
      : { exactly: 'exactly', most: 'at most', least: 'at least' };
  if (atMost === Infinity) return atLeast === 1 ? '' : `${words.least} ${times(atLeast)}`;
  if (atLeast === atMost) return `${words.exactly} ${times(atLeast)}`;
  if (atLeast === 0) return `${words.most} ${times(atMost)}`;
  return language === 'de' ? `${atLeast}- bis ${atMost}-mal` : `${atLeast} to ${atMost} times`;
}
