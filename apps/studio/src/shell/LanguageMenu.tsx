import { ActionIcon, Menu, Text } from '@mantine/core';
import { LANGUAGES, type Language } from '@ripen/domain';
import { useTranslation } from 'react-i18next';
import { changeLanguage, isLanguage } from '../i18n/i18n';
import { useLanguage } from '../i18n/use-language';

/** Each language by its own name, so that nobody gets lost. */
const OWN_NAMES: Readonly<Record<Language, string>> = { de: 'Deutsch', en: 'English' };

export function LanguageMenu({ onChange }: { readonly onChange?: (language: Language) => void }) {
  const { t } = useTranslation();
  const current = useLanguage();
  const choose = async (language: string): Promise<void> => {
    if (!isLanguage(language)) return;
    await changeLanguage(language);
    onChange?.(language);
  };
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <ActionIcon
          aria-label={`${current.toUpperCase()} – ${t('shell.language')}: ${OWN_NAMES[current]}`}
          title={t('shell.language')}
        >
          <Text component="span" size="xs" fw={700}>
            {current.toUpperCase()}
          </Text>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={current} onChange={(language) => void choose(language)}>
          {LANGUAGES.map((language) => (
            <Menu.RadioItem key={language} value={language} lang={language} closeMenuOnClick>
              {OWN_NAMES[language]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
