import { Button, MultiSelect, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { modals } from '@mantine/modals';
import type { Team } from '@ripen/contracts';
import type { Role } from '@ripen/domain';
import { useTranslation } from 'react-i18next';
import type { OperationId } from '../api/operation';
import { useApi, useApiAction } from '../api/queries';
import { filled } from '../ui/field-checks';
import { FormDialog } from '../ui/FormDialog';
import { notifyDone, notifyFailure } from '../ui/notices';
import { useFormFailure } from '../ui/use-form-failure';

const AFTER: readonly OperationId[] = ['listTeams', 'listUsers', 'getBoard'];
const MAY_MANAGE: readonly Role[] = ['sales_manager', 'admin'];

interface TeamForm {
  name: string;
  managerId: string;
  memberIds: string[];
}

export function TeamDialog({ team, close }: { readonly team: Team | null; readonly close: () => void }) {
  const { t } = useTranslation();
  const failed = useFormFailure();
  const users = useApi('listUsers', { query: { limit: 200 } });
  const create = useApiAction('createTeam', AFTER);
  const update = useApiAction('updateTeam', AFTER);
  const form = useForm<TeamForm>({
    initialValues: {
      name: team?.name ?? '',
      managerId: team?.managerId ?? '',
      memberIds: team?.members.map(({ userId }) => userId) ?? [],
    },
    validate: { name: filled },
  });
  const after = {
    onError: (error: Error) => failed(form, error),
    onSuccess: () => {
      notifyDone(t('common.saved'));
      close();
    },
  };
  const submit = form.onSubmit(({ managerId, ...rest }) => {
    const body = { ...rest, managerId: managerId === '' ? null : managerId };
    if (team === null) create.mutate({ body }, after);
    else update.mutate({ params: { id: team.id }, body }, after);
  });
  const active = (users.data?.items ?? []).filter((user) => user.active);
  const choices = (roles: readonly Role[]) =>
    active.filter(({ role }) => roles.includes(role)).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FormDialog
      title={t(team === null ? 'settings.teamAdd' : 'settings.teamEdit')}
      close={close}
      submit={submit}
      pending={create.isPending || update.isPending}
    >
      <TextInput {...form.getInputProps('name')} label={t('settings.slaName')} data-autofocus />
      <Select
        {...form.getInputProps('managerId')}
        onChange={(value: string | null) => form.setFieldValue('managerId', value ?? '')}
        label={t('settings.teamManager')}
        placeholder={t('settings.nobody')}
        clearable
        data={choices(MAY_MANAGE)}
      />
      <MultiSelect
        {...form.getInputProps('memberIds')}
        label={t('settings.teamMembers')}
        searchable
        data={choices(['sales_rep', 'sales_manager'])}
      />
      {team === null ? null : <RemoveTeam team={team} close={close} />}
    </FormDialog>
  );
}

function RemoveTeam({ team, close }: { readonly team: Team; readonly close: () => void }) {
  const { t } = useTranslation();
  const remove = useApiAction('deleteTeam', AFTER);
  const ask = (): void => {
    modals.openConfirmModal({
      title: t('settings.teamRemove'),
      children: t('settings.teamRemoveConfirm', { name: team.name }),
      labels: { confirm: t('settings.teamRemove'), cancel: t('common.cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () => remove.mutate({ params: { id: team.id } }, { onError: notifyFailure, onSuccess: close }),
    });
  };
  return (
    <Button
      variant="subtle"
      color="red"
      size="xs"
      style={{ alignSelf: 'flex-start' }}
      loading={remove.isPending}
      onClick={ask}
    >
      {t('settings.teamRemove')}
    </Button>
  );
}
