import type { Language } from '@ripen/domain';

/** Lists longer than this show their beginning and how many more there are. */
const SHOWN = 6;

/** "a, b und c" or "a, b or c". */
export function joined(parts: readonly string[], word: 'and' | 'or', language: Language): string {
  const last = parts.at(-1);
  if (last === undefined) return '';
  if (parts.length === 1) return last;
  const joint = { and: { de: 'und', en: 'and' }, or: { de: 'oder', en: 'or' } }[word][language];
  return `${parts.slice(0, -1).join(', ')} ${joint} ${last}`;
}

/** The parts themselves, or the first few and "12 weitere". */
export function shortened(parts: readonly string[], language: Language): readonly string[] {
  if (parts.length <= SHOWN) return parts;
  const more = parts.length - SHOWN + 1;
  return [...parts.slice(0, SHOWN - 1), language === 'de' ? `${more} weitere` : `${more} more`];
}

/** In the quotation marks of the language. */
export function quoted(text: string, language: Language): string {
  return language === 'de' ? `„${text}“` : `“${text}”`;
}

/** A number as the language writes it: 12.000,5 or 12,000.5. */
export function numberText(value: number, language: Language): string {
  const [whole = '', decimals] = String(Math.abs(value)).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'de' ? '.' : ',');
  const sign = value < 0 ? '-' : '';
  return `${sign}${grouped}${decimals === undefined ? '' : `${language === 'de' ? ',' : '.'}${decimals}`}`;
}

const TIMES_DE = [
  'nullmal',
  'einmal',
  'zweimal',
  'dreimal',
  'viermal',
  'fünfmal',
  'sechsmal',
  'siebenmal',
  'achtmal',
  'neunmal',
  'zehnmal',
  'elfmal',
  'zwölfmal',
];
const TIMES_EN = ['no times', 'once', 'twice'];

/** "zweimal", "twice", "15 times". */
export function timesText(count: number, language: Language): string {
  if (language === 'de') return TIMES_DE[count] ?? `${numberText(count, 'de')}-mal`;
  return TIMES_EN[count] ?? `${numberText(count, 'en')} times`;
}

/** "in den letzten 30 Tagen"; spans under two days are told in hours. */
export function withinText(days: number, language: Language): string {
  const hours = days * 24;
  const inHours = days < 2 && Number.isInteger(hours);
  if (inHours && hours === 1) return language === 'de' ? 'in der letzten Stunde' : 'within the last hour';
  const amount = numberText(inHours ? hours : days, language);
  if (language === 'de') return `in den letzten ${amount} ${inHours ? 'Stunden' : 'Tagen'}`;
  return `within the last ${amount} ${inHours ? 'hours' : 'days'}`;
}

/** The text with its first letter in upper case. */
export function capitalised(text: string): string {
  const [first = ''] = text;
  return first.toUpperCase() + text.slice(first.length);
}
