import { Button } from '@mantine/core';
import type { User } from '@ripen/contracts';
import { IconPlus, IconUsers } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiPages } from '../api/queries';
import { useMay } from '../session/session';
import { type Column, DataTable, More } from '../ui/DataTable';
import { Panel } from '../ui/Panel';
import { Loaded, Note } from '../ui/states';
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
      {t('settings.personAdd')}
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
  if (!user.active) return <span className={classes.quiet}>{t('settings.personInactive')}</span>;
  return user.absent ? <span className={classes.quiet}>{t('worklist.absent')}</span> : null;
}
