import { ActionIcon, Menu, Text } from '@mantine/core';
import { LANGUAGES, type Language } from '@ripen/domain';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { changeLanguage } from '../i18n/i18n';
import { useLanguage } from '../i18n/use-language';

/** Each language by its own name, so that nobody gets lost. */
const OWN_NAMES: Readonly<Record<Language, string>> = { de: 'Deutsch', en: 'English' };

export function LanguageMenu({ onChange }: { readonly onChange?: (language: Language) => void }) {
  const { t } = useTranslation();
  const current = useLanguage();
  const choose = async (language: Language): Promise<void> => {
    await changeLanguage(language);
    onChange?.(language);
  };
  return (
    <Menu position="bottom-end">
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
        {LANGUAGES.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            role="menuitemradio"
            aria-checked={language === current}
            rightSection={language === current ? <IconCheck size={14} /> : null}
            onClick={() => void choose(language)}
          >
            {OWN_NAMES[language]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
