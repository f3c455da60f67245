import {
  Chip,
  Group,
  Input,
  PasswordInput,
  Radio,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { LANGUAGES } from '@ripen/domain';
import { WEEKDAYS } from '@ripen/handoff';
import { useTranslation } from 'react-i18next';
import { REGION_NAMES, REGIONS } from '../calendar/holidays';
import { ZONE_NAMES } from '../calendar/week';
import classes from './entry.module.css';
import { holidaysAhead, type SetupValues } from './setup-form';

interface StepProps {
  readonly form: UseFormReturnType<SetupValues>;
}

export function StepYou({ form }: StepProps) {
  const { t } = useTranslation();
  return (
    <Stack>
      <Text c="dimmed">{t('entry.youLead')}</Text>
      <TextInput
        {...form.getInputProps('admin.name')}
        label={t('entry.name')}
        name="name"
        autoComplete="name"
        autoFocus
      />
      <TextInput
        {...form.getInputProps('admin.email')}
        label={t('entry.email')}
        name="email"
        type="email"
        autoComplete="username"
      />
      <PasswordInput
        {...form.getInputProps('admin.password')}
        label={t('entry.password')}
        description={t('entry.passwordHint')}
        name="password"
        autoComplete="new-password"
      />
    </Stack>
  );
}

export function StepCompany({ form }: StepProps) {
  const { t } = useTranslation();
  return (
    <Stack>
      <Text c="dimmed">{t('entry.companyLead')}</Text>
      <TextInput
        {...form.getInputProps('companyName')}
        label={t('entry.companyName')}
        name="companyName"
        autoComplete="organization"
        autoFocus
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Select {...form.getInputProps('zone')} label={t('entry.zone')} data={ZONE_NAMES} searchable limit={60} />
        <Select
          {...form.getInputProps('language')}
          label={t('entry.workspaceLanguage')}
          allowDeselect={false}
          data={LANGUAGES.map((value) => ({ value, label: t(`words.language.${value}`) }))}
        />
      </SimpleGrid>
      <Hours form={form} />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput {...form.getInputProps('sender.name')} label={t('entry.senderName')} name="senderName" />
        <TextInput
          {...form.getInputProps('sender.email')}
          label={t('entry.senderEmail')}
          name="senderEmail"
          type="email"
        />
      </SimpleGrid>
      <Textarea
        {...form.getInputProps('imprint')}
        label={t('entry.imprint')}
        description={t('entry.imprintHint')}
        name="imprint"
        autosize
        minRows={3}
      />
    </Stack>
  );
}

function Hours({ form }: StepProps) {
  const { t } = useTranslation();
  const year = new Date().getFullYear();
  const count = holidaysAhead(form.values.region, year).length;
  return (
    <Input.Wrapper label={t('entry.hours')} description={t('entry.hoursHint')}>
      <SegmentedControl
        {...form.getInputProps('hoursKind')}
        mt={8}
        fullWidth
        data={[
          { value: 'business', label: t('entry.hoursBusiness') },
          { value: 'always', label: t('entry.hoursAlways') },
        ]}
      />
      {form.values.hoursKind === 'always' ? null : (
        <Stack mt="sm" gap="sm">
          <Input.Wrapper error={form.errors.workdays}>
            <Chip.Group multiple {...form.getInputProps('workdays')}>
              <Group gap={4} role="group" aria-label={t('entry.workdays')}>
                {WEEKDAYS.map((weekday) => (
                  <Chip key={weekday} value={weekday} size="xs" radius="sm" aria-label={t(`words.weekday.${weekday}`)}>
                    {t(`words.weekday.${weekday}`).slice(0, 2)}
                  </Chip>
                ))}
              </Group>
            </Chip.Group>
          </Input.Wrapper>
          <SimpleGrid cols={2}>
            <TextInput {...form.getInputProps('from')} label={t('entry.from')} type="time" />
            <TextInput {...form.getInputProps('to')} label={t('entry.to')} type="time" />
          </SimpleGrid>
          <Select
            {...form.getInputProps('region')}
            label={t('entry.holidays')}
            description={t('entry.holidaysHint')}
            allowDeselect={false}
            searchable
            data={[
              { value: 'none', label: t('entry.holidaysNone') },
              ...REGIONS.map((value) => ({ value, label: REGION_NAMES[value] })),
            ]}
          />
          {count === 0 ? null : (
            <Text size="sm" c="dimmed">
              {t('entry.holidaysCount', { count, year: year + 2 })}
            </Text>
          )}
        </Stack>
      )}
    </Input.Wrapper>
  );
}

const CHOICES = [
  { value: 'example', title: 'entry.startExample', hint: 'entry.startExampleHint' },
  { value: 'empty', title: 'entry.startEmpty', hint: 'entry.startEmptyHint' },
] as const;

export function StepStart({ form }: StepProps) {
  const { t } = useTranslation();
  return (
    <Radio.Group {...form.getInputProps('example')} label={t('entry.startLead')}>
      <Stack gap="sm" mt="sm">
        {CHOICES.map(({ value, title, hint }) => (
          <label key={value} className={classes.choice} data-checked={form.values.example === value || undefined}>
            <Radio value={value} mt={2} aria-describedby={`${value}-hint`} />
            <span>
              <Text component="span" display="block" fw={600}>
                {t(title)}
              </Text>
              <Text component="span" display="block" size="sm" c="dimmed" id={`${value}-hint`}>
                {t(hint)}
              </Text>
            </span>
          </label>
        ))}
      </Stack>
    </Radio.Group>
  );
}
