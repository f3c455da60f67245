import { Button, Group, Modal, NumberInput, Select, SimpleGrid, Stack, Switch, TextInput, Title } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import type { LeadDetail } from '@ripen/contracts';
import { BUYING_ROLES, LANGUAGES, RELATIONSHIPS } from '@ripen/domain';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { ZONE_NAMES } from '../calendar/week';
import { emailAddress } from '../ui/field-checks';
import { notifyDone } from '../ui/notices';
import { useFormFailure } from '../ui/use-form-failure';
import { OwnFields } from './OwnFields';
import { changedFacts, type LeadForm, leadFormOf } from './lead-form';

interface EditLeadDialogProps {
  readonly lead: LeadDetail;
  readonly close: () => void;
}

export function EditLeadDialog({ lead, close }: EditLeadDialogProps) {
  const { t } = useTranslation();
  const failed = useFormFailure();
  const update = useApiAction('updateLead', ['getLead', 'listLeads', 'getLeadTimeline']);
  // As it was when the dialog opened: what somebody else changes meanwhile must not look like a change made here.
  const [before] = useState(() => leadFormOf(lead));
  const form = useForm<LeadForm>({
    initialValues: before,
    validate: { lead: { email: (value) => (value === '' && before.lead.email === '' ? null : emailAddress(value)) } },
  });
  const submit = form.onSubmit((after) =>
    update.mutate(
      { params: { id: lead.id }, body: changedFacts(before, after) },
      {
        onError: (error) => failed(form, error),
        onSuccess: () => {
          notifyDone(t('common.saved'));
          close();
        },
      },
    ),
  );
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t('leads.editTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <PersonFields form={form} />
          <CompanyFields form={form} />
          <OwnFields form={form} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={update.isPending}>
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface FieldsProps {
  readonly form: UseFormReturnType<LeadForm>;
}

function PersonFields({ form }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Title order={3}>{t('leads.person')}</Title>
      <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="sm">
        <TextInput {...form.getInputProps('lead.firstName')} label={t('leads.firstName')} data-autofocus />
        <TextInput {...form.getInputProps('lead.lastName')} label={t('leads.lastName')} />
        <TextInput {...form.getInputProps('lead.email')} label={t('leads.email')} type="email" />
        <TextInput {...form.getInputProps('lead.phone')} label={t('leads.phone')} type="tel" />
        <TextInput {...form.getInputProps('lead.position')} label={t('leads.position')} />
        <TextInput {...form.getInputProps('lead.department')} label={t('leads.department')} />
        <Select
          {...form.getInputProps('lead.buyingRole')}
          label={t('leads.buyingRole')}
          allowDeselect={false}
          data={BUYING_ROLES.map((value) => ({ value, label: t(`words.buyingRole.${value}`) }))}
        />
        <TextInput {...form.getInputProps('lead.persona')} label={t('leads.persona')} />
        <Select
          {...form.getInputProps('lead.language')}
          onChange={(value: string | null) => form.setFieldValue('lead.language', value ?? '')}
          label={t('leads.language')}
          clearable
          data={LANGUAGES.map((value) => ({ value, label: t(`words.language.${value}`) }))}
        />
        <Select
          {...form.getInputProps('lead.zone')}
          onChange={(value: string | null) => form.setFieldValue('lead.zone', value ?? '')}
          label={t('leads.zone')}
          clearable
          searchable
          limit={60}
          data={ZONE_NAMES}
        />
      </SimpleGrid>
      <Switch
        {...form.getInputProps('lead.doNotProfile', { type: 'checkbox' })}
        label={t('leads.doNotProfile')}
        description={t('leads.doNotProfileHint')}
      />
    </>
  );
}

function CompanyFields({ form }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Title order={3}>{t('leads.company')}</Title>
      <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="sm">
        <TextInput {...form.getInputProps('company.name')} label={t('leads.companyName')} />
        <Select
          {...form.getInputProps('company.relationship')}
          label={t('leads.relationship')}
          allowDeselect={false}
          data={RELATIONSHIPS.map((value) => ({ value, label: t(`words.relationship.${value}`) }))}
        />
        <NumberInput
          {...form.getInputProps('company.employees')}
          label={t('leads.employees')}
          min={0}
          allowDecimal={false}
          thousandSeparator=" "
        />
        <TextInput {...form.getInputProps('company.industry')} label={t('leads.industry')} />
        <TextInput {...form.getInputProps('company.domain')} label={t('leads.domain')} />
      </SimpleGrid>
    </>
  );
}
