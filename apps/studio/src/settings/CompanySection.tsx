import {
  Alert,
  Button,
  Group,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
  Input,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { SECOND_FACTOR_FOR, type Workspace } from '@ripen/contracts';
import { LANGUAGES } from '@ripen/domain';
import { useTranslation } from 'react-i18next';
import { useApi, useApiAction } from '../api/queries';
import { CalendarFields } from '../calendar/CalendarFields';
import { calendarWorks, ZONE_NAMES } from '../calendar/week';
import { useMay } from '../session/session';
import { emailAddress, filled } from '../ui/field-checks';
import { notifyDone } from '../ui/notices';
import { Panel } from '../ui/Panel';
import { Loaded } from '../ui/states';
import { useFormFailure } from '../ui/use-form-failure';
import { SamplePanel } from './SamplePanel';
import { SectionHead } from './SectionHead';
import classes from './settings.module.css';

export function CompanySection() {
  const { t } = useTranslation();
  const workspace = useApi('getWorkspace', {});
  return (
    <>
      <SectionHead title={t('settings.companyTitle')} hint={t('settings.companyHint')} />
      <Panel>
        <Loaded query={workspace}>{(data) => <WorkspaceForm workspace={data} />}</Loaded>
      </Panel>
      <SamplePanel />
    </>
  );
}

function WorkspaceForm({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTranslation();
  const failed = useFormFailure();
  const readOnly = !useMay()('updateWorkspace');
  const update = useApiAction('updateWorkspace', ['getWorkspace', 'getMe']);
  const form = useForm<Workspace>({
    initialValues: workspace,
    validate: {
      companyName: filled,
      sender: { name: filled, email: emailAddress },
      imprint: filled,
      calendar: (calendar) => (calendarWorks(calendar) ? null : t('settings.badHours')),
    },
  });
  const submit = form.onSubmit((body) =>
    update.mutate(
      { body },
      { onError: (error) => failed(form, error), onSuccess: () => notifyDone(t('common.saved')) },
    ),
  );
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <Stack>
        {readOnly ? <Text c="dimmed">{t('settings.readOnly')}</Text> : null}
        <TextInput {...form.getInputProps('companyName')} label={t('settings.companyName')} disabled={readOnly} />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Select
            {...form.getInputProps('zone')}
            label={t('settings.zone')}
            data={ZONE_NAMES}
            searchable
            limit={60}
            allowDeselect={false}
            disabled={readOnly}
          />
          <Select
            {...form.getInputProps('language')}
            label={t('settings.language')}
            allowDeselect={false}
            disabled={readOnly}
            data={LANGUAGES.map((value) => ({ value, label: t(`words.language.${value}`) }))}
          />
          <TextInput {...form.getInputProps('sender.name')} label={t('settings.senderName')} disabled={readOnly} />
          <TextInput
            {...form.getInputProps('sender.email')}
            label={t('settings.senderEmail')}
            type="email"
            disabled={readOnly}
          />
        </SimpleGrid>
        <Textarea
          {...form.getInputProps('imprint')}
          label={t('settings.imprint')}
          description={t('settings.imprintHint')}
          autosize
          minRows={3}
          disabled={readOnly}
        />
        <Input.Wrapper label={t('settings.repFigures')} description={t('settings.repHint')}>
          <div>
            <SegmentedControl
              {...form.getInputProps('repFigures')}
              mt={4}
              disabled={readOnly}
              aria-label={t('settings.repFigures')}
              data={[
                { value: 'named', label: t('settings.repNamed') },
                { value: 'team_only', label: t('settings.repTeam') },
              ]}
            />
          </div>
        </Input.Wrapper>
        <Input.Wrapper label={t('account.requireFor')} description={t('account.requireHint')}>
          <div>
            <SegmentedControl
              {...form.getInputProps('secondFactor')}
              mt={4}
              disabled={readOnly}
              aria-label={t('account.requireFor')}
              data={SECOND_FACTOR_FOR.map((value) => ({ value, label: t(`account.require.${value}`) }))}
            />
          </div>
        </Input.Wrapper>
        <CalendarFields
          calendar={form.values.calendar}
          change={(calendar) => form.setFieldValue('calendar', calendar)}
          disabled={readOnly}
        />
        {form.errors.calendar === undefined ? null : <Alert color="red">{form.errors.calendar}</Alert>}
        {readOnly ? null : (
          <Group>
            <Button type="submit" loading={update.isPending} disabled={!form.isDirty()}>
              {t('settings.save')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
