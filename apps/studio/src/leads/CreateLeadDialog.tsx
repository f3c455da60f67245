import { Button, Group, Modal, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { isLanguage } from '../i18n/i18n';
import { LANGUAGES } from '@ripen/domain';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { emailAddress } from '../ui/field-checks';
import { useFormFailure } from '../ui/use-form-failure';

interface CreateLeadDialogProps {
  readonly opened: boolean;
  readonly close: () => void;
}

const EMPTY = { email: '', firstName: '', lastName: '', position: '', companyName: '', language: '' };

export function CreateLeadDialog({ opened, close }: CreateLeadDialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const failed = useFormFailure();
  const create = useApiAction('createLead', ['listLeads']);
  const form = useForm({ initialValues: EMPTY, validate: { email: emailAddress } });
  const submit = form.onSubmit(({ email, language, ...rest }) => {
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value.trim() !== ''));
    create.mutate(
      { body: { email, ...given, ...(isLanguage(language) ? { language } : {}) } },
      {
        onError: (error) => failed(form, error),
        onSuccess: (lead) => {
          form.reset();
          close();
          void navigate({ to: '/leads/$leadId', params: { leadId: lead.id } });
        },
      },
    );
  });
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('leads.addTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text size="sm" c="dimmed">
            {t('leads.addHint')}
          </Text>
          <TextInput {...form.getInputProps('email')} label={t('leads.email')} type="email" data-autofocus required />
          <SimpleGrid cols={2}>
            <TextInput {...form.getInputProps('firstName')} label={t('leads.firstName')} />
            <TextInput {...form.getInputProps('lastName')} label={t('leads.lastName')} />
            <TextInput {...form.getInputProps('position')} label={t('leads.position')} />
            <TextInput {...form.getInputProps('companyName')} label={t('leads.companyName')} />
          </SimpleGrid>
          <Select
            {...form.getInputProps('language')}
            label={t('leads.language')}
            clearable
            data={LANGUAGES.map((value) => ({ value, label: t(`words.language.${value}`) }))}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t('common.add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
