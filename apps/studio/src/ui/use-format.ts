import type { Text } from '@ripen/domain';
import { useMemo } from 'react';
import { useLanguage } from '../i18n/use-language';
import { localeOf } from './instant';

/** Numbers, amounts and two-language texts in the language on screen. */
export function useFormat() {
  const language = useLanguage();
  return useMemo(() => {
    const locale = localeOf(language);
    const plain = new Intl.NumberFormat(locale);
    const signed = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero', maximumFractionDigits: 3 });
    const points = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
    return {
      language,
      count: (value: number) => plain.format(value),
      /** Thousandths of a point as points. */
      points: (milli: number) => points.format(milli / 1_000),
      signedPoints: (milli: number) => signed.format(milli / 1_000),
      amount: (value: number, currency: string) =>
        new Intl.NumberFormat(locale, { style: 'currency', currency }).format(value),
      day: (day: string) =>
        new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
          Date.parse(day),
        ),
      text: (text: Text) => text[language],
    };
  }, [language]);
}
