import type { Purpose } from '@ripen/contracts';
import { useApi } from '../api/queries';
import { useLanguage } from '../i18n/use-language';
import { useMay } from '../session/session';

/** The purposes in their order; undefined while they are on their way. */
export function usePurposes(): readonly Purpose[] | undefined {
  const may = useMay();
  return useApi('listPurposes', {}, { enabled: may('listPurposes') }).data?.items;
}

/** The name of a purpose in the reader's language; its key where there is no such purpose any more. */
export function usePurposeName(): (key: string) => string {
  const purposes = usePurposes();
  const language = useLanguage();
  return (key) => purposes?.find((purpose) => purpose.key === key)?.name[language] ?? key;
}
