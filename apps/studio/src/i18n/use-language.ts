import type { Language } from '@ripen/domain';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { isLanguage } from './i18n';

/** The language on screen, for code that is no part of one. */
export function languageNow(): Language {
  return isLanguage(i18next.language) ? i18next.language : 'en';
}

/** The language on screen. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return isLanguage(i18n.language) ? i18n.language : 'en';
}
