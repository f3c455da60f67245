import type { Language } from '@ripen/domain';
import { useTranslation } from 'react-i18next';
import { isLanguage } from './i18n';

/** The language on screen. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return isLanguage(i18n.language) ? i18n.language : 'en';
}
