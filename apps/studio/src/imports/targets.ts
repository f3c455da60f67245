import type { CustomFieldShape, ImportTarget } from '@ripen/contracts';
import { COMPANY_FIELDS, type ImportKind, IMPORTED_LEAD_FIELDS, type Language } from '@ripen/domain';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/use-language';

/** The part of a target that is no section of the texts. */
const CONSENT = 'consent';
const CONSENT_FIELDS = (['given', 'at', 'where', 'wording'] as const).map(
  (field) => [`${CONSENT}.${field}`, field] as const,
);
/** What the list of fields says for "make a new one". */
export const NEW_FIELD = 'new';

export interface TargetGroup {
  readonly group: string;
  readonly items: { value: string; label: string }[];
}

/** Every field that a column may fill, in groups, by the words of the lead page. */
export function useTargets(kind: ImportKind, own: readonly CustomFieldShape[]): readonly TargetGroup[] {
  const { t } = useTranslation();
  const language = useLanguage();
  return useMemo(() => {
    const company = {
      group: t('imports.group.company'),
      items: COMPANY_FIELDS.map((field) => ({
        value: `company.${field}`,
        label: field === 'name' ? t('leads.companyName') : t(`leads.${field}`),
      })),
    };
    if (kind === 'companies') return [company];
    const person = {
      group: t('imports.group.person'),
      items: [
        { value: 'externalId', label: t('imports.externalId') },
        { value: 'name', label: t('imports.fullName') },
        ...IMPORTED_LEAD_FIELDS.map((field) => ({ value: `lead.${field}`, label: t(`leads.${field}`) })),
      ],
    };
    const consent = {
      group: t('imports.group.consent'),
      items: CONSENT_FIELDS.map(([value, field]) => ({ value, label: t(`imports.consentField.${field}`) })),
    };
    return [person, company, consent, { group: t('imports.group.own'), items: ownFields(own, language) }];
  }, [t, language, kind, own]);
}

function ownFields(own: readonly CustomFieldShape[], language: Language): { value: string; label: string }[] {
  return own.map(({ key, label }) => ({ value: `custom.${key}`, label: label[language] }));
}

/** The word of a field as the report names it (`lead.email`); its key where nothing is called so any more. */
export function labelOf(groups: readonly TargetGroup[], target: ImportTarget | (string & {})): string {
  return groups.flatMap(({ items }) => items).find(({ value }) => value === target)?.label ?? target;
}
