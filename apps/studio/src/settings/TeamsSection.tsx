import { Button, Group, Text } from '@mantine/core';
import type { Team } from '@ripen/contracts';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/queries';
import { useMay } from '../session/session';
import { Panel } from '../ui/Panel';
import { Loaded, Note } from '../ui/states';
import { SectionHead } from './SectionHead';
import classes from './settings.module.css';
import { TeamDialog } from './TeamDialog';

export function TeamsSection() {
  const { t } = useTranslation();
  const may = useMay();
  const teams = useApi('listTeams', {});
  const [editing, setEditing] = useState<Team | 'new' | null>(null);
  const add = may('createTeam') ? (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
      {t('settings.teamAdd')}
    </Button>
  ) : undefined;
  return (
    <>
      <SectionHead title={t('settings.teamsTitle')} hint={t('settings.teamsHint')} action={add} />
      <Loaded query={teams}>
        {({ items }) =>
          items.length === 0 ? (
            <Panel>
              <Note icon={IconUsersGroup} title={t('settings.teamEmptyTitle')} action={add}>
                {t('settings.teamEmptyHint')}
              </Note>
            </Panel>
          ) : (
            items.map((team) => (
              <TeamCard key={team.id} team={team} edit={may('updateTeam') ? () => setEditing(team) : undefined} />
            ))
          )
        }
      </Loaded>
      {editing === null ? null : (
        <TeamDialog team={editing === 'new' ? null : editing} close={() => setEditing(null)} />
      )}
    </>
  );
}

function TeamCard({ team, edit }: { readonly team: Team; readonly edit: (() => void) | undefined }) {
  const { t } = useTranslation();
  return (
    <Panel
      title={team.name}
      aside={
        edit === undefined ? undefined : (
          <Button variant="default" size="xs" onClick={edit}>
            {t('common.edit')}
          </Button>
        )
      }
    >
      <Text size="sm">
        <span className={classes.quiet}>{t('settings.teamManager')}:</span> {team.managerName ?? t('settings.nobody')}
      </Text>
      <Group gap="xs" mt="xs">
        {team.members.map((member, index) => (
          <Text key={member.userId} size="sm">
            <span className={classes.quiet}>{index + 1}.</span> {member.name}
            {member.absent ? <span className={classes.quiet}> ({t('worklist.absent')})</span> : null}
          </Text>
        ))}
      </Group>
    </Panel>
  );
}
