import type { Erasure } from '@ripen/contracts';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { privacy } from '../i18n/en/privacy';

const RULES: readonly (keyof (typeof privacy)['rule'])[] = ['anonymous', 'known'];

/** Who asked for an erasure, in words: a person, a program, a rule, or a restore. */
export function useAskedBy(): (erasure: Erasure) => string {
  const { t } = useTranslation();
  return useCallback(
    ({ askedBy, reason, rule }: Erasure) => {
      if (reason === 'restore') return t('privacy.byRestore');
      const known = RULES.find((key) => key === rule);
      if (reason === 'retention') {
        return t('privacy.byRule', { rule: known === undefined ? (rule ?? '') : t(`privacy.rule.${known}`) });
      }
      return askedBy?.name ?? t('privacy.program');
    },
    [t],
  );
}
