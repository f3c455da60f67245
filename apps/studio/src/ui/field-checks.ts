import i18next from 'i18next';

/** Checks for forms; each answers the words to show, or null. The API checks again. */
export const filled = (value: string): string | null => (value.trim() === '' ? i18next.t('common.required') : null);

export const emailAddress = (value: string): string | null =>
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()) ? null : i18next.t('common.badEmail');

export const newPassword = (value: string): string | null =>
  value.length < 8 ? i18next.t('common.passwordTooShort') : null;

export const httpAddress = (value: string): string | null =>
  /^https?:\/\/\S+\.?\S+$/.test(value.trim()) ? null : i18next.t('common.badUrl');
