import { Group, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageMenu } from '../shell/LanguageMenu';
import { ThemeMenu } from '../shell/ThemeMenu';
import { Mark } from '../ui/Mark';
import classes from './entry.module.css';
import { RipeningPicture } from './RipeningPicture';

interface EntryFrameProps {
  readonly title: string;
  readonly lead?: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** The page before the shell: what Ripen is at the left, the form at the right. */
export function EntryFrame({ title, lead, wide = false, children }: EntryFrameProps) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · Ripen`;
  }, [title]);
  return (
    <div className={classes.frame}>
      <aside className={classes.story}>
        <div className={classes.brand}>
          <Mark size={32} />
          <span>Ripen</span>
        </div>
        <RipeningPicture />
        <div>
          <p className={classes.claim}>{t('entry.claim')}</p>
          <p className={classes.claimLong}>{t('entry.claimLong')}</p>
        </div>
      </aside>
      <main className={classes.main}>
        <Group justify="flex-end" gap={4} className={classes.choices}>
          <LanguageMenu />
          <ThemeMenu />
        </Group>
        <div className={classes.form} data-wide={wide || undefined}>
          <Title order={1} className={classes.title}>
            {title}
          </Title>
          {lead === undefined ? null : (
            <Text c="dimmed" mb="lg">
              {lead}
            </Text>
          )}
          {children}
        </div>
      </main>
    </div>
  );
}
