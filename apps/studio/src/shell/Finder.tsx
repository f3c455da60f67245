import { Kbd } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { openSpotlight, Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch, IconUser } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/queries';
import { screensFor } from '../session/screens';
import { useMay, useMe } from '../session/session';
import { SCREEN_ICONS } from './NavList';
import classes from './shell.module.css';

/** The field in the top bar; Ctrl+K opens the same. */
export function FinderField() {
  const { t } = useTranslation();
  return (
    <button type="button" className={classes.finder} onClick={openSpotlight}>
      <IconSearch size={16} stroke={1.75} aria-hidden />
      <span>{t('shell.find')}</span>
      <Kbd size="xs">Ctrl K</Kbd>
    </button>
  );
}

/** Finds leads by name, address or company, and screens by name. */
export function Finder() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const me = useMe();
  const [query, setQuery] = useState('');
  const [search] = useDebouncedValue(query.trim(), 200);
  const may = useMay();
  const leads = useApi(
    'listLeads',
    { query: { search, limit: 8 } },
    { enabled: search.length > 1 && may('listLeads'), keep: true },
  );

  const screens = screensFor(me).map(({ key, path }) => {
    const Icon = SCREEN_ICONS[key];
    return {
      id: key,
      label: t(`shell.${key}`),
      leftSection: <Icon size={18} stroke={1.75} />,
      onClick: () => void navigate({ to: path }),
    };
  });
  const found = (search.length > 1 ? (leads.data?.items ?? []) : []).map((lead) => ({
    id: lead.id,
    label: lead.displayName ?? t('common.anonymous'),
    description: [lead.position, lead.company?.name].filter(Boolean).join(' · '),
    // The API has matched already, perhaps by a field that is not shown here.
    keywords: [search],
    leftSection: <IconUser size={18} stroke={1.75} />,
    onClick: () => void navigate({ to: '/leads/$leadId', params: { leadId: lead.id } }),
  }));
  const groups: SpotlightActionGroupData[] = [
    { group: t('shell.findLeads'), actions: found },
    { group: t('shell.findGo'), actions: screens },
  ];
  return (
    <Spotlight
      actions={groups.filter(({ actions }) => actions.length > 0)}
      query={query}
      onQueryChange={setQuery}
      shortcut={['mod + K']}
      nothingFound={t('shell.findEmpty')}
      highlightQuery
      scrollable
      maxHeight={420}
      attributes={{ content: { 'aria-label': t('shell.find') } }}
      searchProps={{
        leftSection: <IconSearch size={18} stroke={1.75} />,
        placeholder: t('shell.find'),
        'aria-label': t('shell.find'),
      }}
    />
  );
}
