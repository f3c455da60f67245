import { Button } from '@mantine/core';
import type { User } from '@ripen/contracts';
import { IconPlus, IconUsers } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiPages } from '../api/queries';
import { useMay, useZone } from '../session/session';
import { type Column, DataTable, More } from '../ui/DataTable';
import { Panel } from '../ui/Panel';
import { Loaded, Note } from '../ui/states';
import { useFormat } from '../ui/use-format';
import { useNow } from '../ui/use-now';
import { dayIn } from '../ui/zoned';
import { PersonDialog } from './PersonDialog';
import { SectionHead } from './SectionHead';
import classes from './settings.module.css';

export function PeopleSection() {
  const { t } = useTranslation();
  const may = useMay();
  const users = useApiPages('listUsers', { query: { limit: 100 } });
  const [editing, setEditing] = useState<User | 'new' | null>(null);
  const mayEdit = may('updateUser') || may('setUserAbsence');
  const columns = useColumns(mayEdit ? setEditing : null);
  const add = may('createUser') ? (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
      {t('account.invite')}
    </Button>
  ) : undefined;
  return (
    <>
      <SectionHead title={t('settings.peopleTitle')} hint={t('settings.peopleHint')} action={add} />
      <Panel flush>
        <Loaded query={{ data: users.rows, error: users.error, refetch: users.refetch }}>
          {(rows) =>
            rows.length === 0 ? (
              <Note icon={IconUsers} title={t('settings.peopleTitle')} action={add} />
            ) : (
              <DataTable
                label={t('settings.peopleTitle')}
                columns={columns}
                rows={rows}
                rowId={(row) => row.id}
                onRow={mayEdit ? setEditing : undefined}
                footer={
                  <More
                    shown={rows.length}
                    total={users.total}
                    hasMore={users.hasNextPage}
                    loading={users.isFetchingNextPage}
                    load={() => void users.fetchNextPage()}
                  />
                }
              />
            )
          }
        </Loaded>
      </Panel>
      {editing === null ? null : (
        <PersonDialog user={editing === 'new' ? null : editing} close={() => setEditing(null)} />
      )}
    </>
  );
}

function useColumns(edit: ((user: User) => void) | null): readonly Column<User>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: 'name',
        main: true,
        header: t('settings.personName'),
        cell: (user) =>
          edit === null ? (
            <strong>{user.name}</strong>
          ) : (
            <button type="button" className={classes.name} onClick={() => edit(user)}>
              {user.name}
            </button>
          ),
      },
      { id: 'email', header: t('settings.personEmail'), wide: true, cell: (user) => user.email },
      { id: 'role', header: t('settings.personRole'), cell: (user) => t(`words.role.${user.role}`) },
      {
        id: 'team',
        header: t('settings.personTeam'),
        cell: (user) =>
          user.teams.length === 0 ? (
            <span className={classes.quiet}>–</span>
          ) : (
            user.teams.map(({ name }) => name).join(', ')
          ),
      },
      { id: 'state', header: t('board.state'), quiet: true, cell: (user) => <PersonState user={user} /> },
    ],
    [t, edit],
  );
}

function PersonState({ user }: { readonly user: User }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const zone = useZone();
  if (user.invitation !== null)
    return (
      <span className={classes.quiet}>
        {user.invitation.expiresAt <= now
          ? t('account.inviteOver')
          : t('account.invited', { day: format.day(dayIn(zone, user.invitation.expiresAt)) })}
      </span>
    );
  if (!user.active) return <span className={classes.quiet}>{t('settings.personInactive')}</span>;
  const words = [user.absent ? t('worklist.absent') : null, user.secondFactor ? t('account.withFactor') : null];
  return <span className={classes.quiet}>{words.filter((word) => word !== null).join(' · ')}</span>;
}
