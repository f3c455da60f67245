import type { ConsentShape } from '@ripen/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/use-format';

/** How the lead said so, in words; a code that nobody knows stays as it is. */
export function useVia(): (consent: Pick<ConsentShape, 'via' | 'viaName'>) => string {
  const { t } = useTranslation();
  const { text } = useFormat();
  return ({ via, viaName }) => {
    const name = viaName === null ? null : text(viaName);
    if (via.startsWith('user:')) return t('leads.consentVia.user', { name: name ?? t('leads.consentVia.former') });
    if (via.startsWith('form:')) return t('leads.consentVia.form', { name: name ?? via.slice('form:'.length) });
    if (via.startsWith('import')) return name ?? t('consent.proof.import');
    switch (via) {
      case 'unsubscribe':
        return t('leads.consentVia.unsubscribe');
      case 'preferences':
        return t('consent.proof.preferences');
      case 'complaint':
        return t('consent.proof.complaint');
      case 'merge':
        return t('consent.proof.merge');
      case 'api':
        return t('leads.consentVia.api');
      default:
        return t('leads.consentVia.other', { via });
    }
  };
}
