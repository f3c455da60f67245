import { ActionIcon, Drawer, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFlask2, IconMenu2 } from '@tabler/icons-react';
import { Link, Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { FirstLapEntry } from '../first-lap/FirstLapEntry';
import { FirstLapGuide } from '../first-lap/FirstLapGuide';
import { FirstLapSkip } from '../first-lap/FirstLapSkip';
import { useMay, useMe } from '../session/session';
import { Mark } from '../ui/Mark';
import { HeldActsBar } from '../worklist/HeldActsBar';
import { useHeldActsOf } from '../worklist/session-held-acts';
import { Bell } from './Bell';
import { Finder, FinderField } from './Finder';
import { LanguageMenu } from './LanguageMenu';
import { NavList } from './NavList';
import { PersonMenu } from './PersonMenu';
import classes from './shell.module.css';
import { ThemeMenu } from './ThemeMenu';

/** The frame around every screen: the way there at the left, everything personal at the top right. */
export function Shell() {
  const { t } = useTranslation();
  const [drawer, { open, close }] = useDisclosure(false);
  useHeldActsOf(useMe().user.id);
  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        {t('shell.skip')}
      </a>
      <FirstLapSkip className={classes.skip} />
      <aside className={classes.side}>
        <Brand />
        <NavList onGo={close} />
        <FirstLapEntry />
        <Sample />
      </aside>
      <Drawer
        opened={drawer}
        onClose={close}
        size={260}
        title={<Brand />}
        closeButtonProps={{ 'aria-label': t('common.close') }}
        classNames={{ content: classes.drawer, header: classes.drawer }}
      >
        <NavList onGo={close} />
        <FirstLapEntry onGo={close} />
      </Drawer>
      <TopBar openMenu={open} />
      <main id="content" className={classes.content} tabIndex={-1}>
        <Outlet />
      </main>
      <FirstLapGuide />
      <Finder />
      <HeldActsBar />
    </div>
  );
}

function Brand() {
  return (
    <Link to="/" className={classes.brand}>
      <Mark />
      <span>Ripen</span>
    </Link>
  );
}

/** Sample data is labelled as such on every screen. */
function Sample() {
  const { t } = useTranslation();
  const { workspace } = useMe();
  return (
    <div className={classes.workspace}>
      <Text size="sm" fw={600} truncate title={workspace.companyName}>
        {workspace.companyName}
      </Text>
      {workspace.example ? (
        <SampleBadge>
          <IconFlask2 size={12} aria-hidden />
          {t('shell.sampleData')}
        </SampleBadge>
      ) : null}
    </div>
  );
}

/** Leads whoever may remove the sample data to where that is. */
function SampleBadge({ children }: { readonly children: ReactNode }) {
  const may = useMay()('removeSample');
  if (!may) return <span className={classes.sample}>{children}</span>;
  return (
    <Link to="/settings/$section" params={{ section: 'company' }} className={classes.sample}>
      {children}
    </Link>
  );
}

function TopBar({ openMenu }: { readonly openMenu: () => void }) {
  const { t } = useTranslation();
  const update = useApiAction('updateMe', ['getMe']);
  return (
    <header className={classes.top}>
      <ActionIcon className={classes.burger} aria-label={t('shell.menu')} onClick={openMenu}>
        <IconMenu2 size={20} stroke={1.75} />
      </ActionIcon>
      <FinderField />
      <Group gap={4} wrap="nowrap" ml="auto">
        <Bell />
        <LanguageMenu onChange={(language) => update.mutate({ body: { language } })} />
        <ThemeMenu />
        <PersonMenu />
      </Group>
    </header>
  );
}
