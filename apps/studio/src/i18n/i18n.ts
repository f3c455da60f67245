import { LANGUAGES, type Language } from '@ripen/domain';
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Messages } from './en';

export const LANGUAGE_KEY = 'ripen-language';

/** One language is loaded at a time; the other comes when it is asked for. */
const loaders: Readonly<Record<Language, () => Promise<Messages>>> = {
  de: async () => (await import('./de')).messages,
  en: async () => (await import('./en')).messages,
};

/** What the person chose before, else what the browser asks for, else English. */
export function initialLanguage(): Language {
  const wanted = [localStorage.getItem(LANGUAGE_KEY), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wanted.find(isLanguage) ?? 'en';
}

export async function startI18n(): Promise<i18n> {
  const language = initialLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    defaultNS: 'studio',
    ns: ['studio'],
    resources: { [language]: { studio: await loaders[language]() } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = language;
  return i18next;
}

let wanted: Language | null = null;

/** Of two that are asked for while words are on their way, the later one stays. */
export async function changeLanguage(language: Language): Promise<void> {
  wanted = language;
  if (!i18next.hasResourceBundle(language, 'studio')) {
    i18next.addResourceBundle(language, 'studio', await loaders[language]());
  }
  if (wanted !== language) return;
  localStorage.setItem(LANGUAGE_KEY, language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export function isLanguage(value: string | null | undefined): value is Language {
  return LANGUAGES.some((language) => language === value);
}
