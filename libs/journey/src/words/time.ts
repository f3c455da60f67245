import type { EpochMs, Language, Text, ZoneId } from '@ripen/domain';
import type { Duration, DurationUnit } from '../duration';

const ONE: Readonly<Record<DurationUnit, Text>> = {
  seconds: { de: '1 Sekunde', en: '1 second' },
  minutes: { de: '1 Minute', en: '1 minute' },
  hours: { de: '1 Stunde', en: '1 hour' },
  days: { de: '1 Tag', en: '1 day' },
};
const MANY: Readonly<Record<DurationUnit, Text>> = {
  seconds: { de: 'Sekunden', en: 'seconds' },
  minutes: { de: 'Minuten', en: 'minutes' },
  hours: { de: 'Stunden', en: 'hours' },
  days: { de: 'Tage', en: 'days' },
};

/** "7 days". */
export function durationWords({ amount, unit }: Duration, language: Language): string {
  return amount === 1 ? ONE[unit][language] : `${amount} ${MANY[unit][language]}`;
}

const LOCALES = { de: 'de-DE', en: 'en-GB' } as const;
const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** "19.11.2026, 09:12" in the given zone. */
export function instantWords(at: EpochMs, language: Language, zone: ZoneId): string {
  const key = `${language} ${zone}`;
  const known = FORMATS.get(key);
  if (known) return known.format(at);
  const format = new Intl.DateTimeFormat(LOCALES[language], {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  });
  if (FORMATS.size < 1_000) FORMATS.set(key, format);
  return format.format(at);
}
