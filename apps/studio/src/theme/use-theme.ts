import { createTheme, mergeThemeOverrides, type MantineThemeOverride, PasswordInput } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { theme } from './theme';

/** The theme, with the words that Mantine's own parts would say in English only. */
export function useTheme(): MantineThemeOverride {
  const { t } = useTranslation();
  return useMemo(
    () =>
      mergeThemeOverrides(
        theme,
        createTheme({
          components: {
            PasswordInput: PasswordInput.extend({
              defaultProps: { visibilityToggleButtonProps: { 'aria-label': t('common.showTyped') } },
            }),
          },
        }),
      ),
    [t],
  );
}
