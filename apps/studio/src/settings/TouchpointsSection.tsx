import { ActionIcon, Autocomplete, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { TouchpointMapping } from '@ripen/contracts';
import { TOUCHPOINT_TYPES } from '@ripen/domain';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiAction } from '../api/queries';
import { filled } from '../ui/field-checks';
import { notifyDone } from '../ui/notices';
import { Panel } from '../ui/Panel';
import { Loaded } from '../ui/states';
import { useFormFailure } from '../ui/use-form-failure';
import { SectionHead } from './SectionHead';

export function TouchpointsSection() {
  const { t } = useTranslation();
  const mapping = useApi('getTouchpointMapping', {});
  return (
    <>
      <SectionHead title={t('settings.mapTitle')} hint={t('settings.mapHint')} />
      <Loaded query={mapping}>{(data) => <MappingForm mapping={data} />}</Loaded>
    </>
  );
}

function MappingForm({ mapping }: { readonly mapping: TouchpointMapping }) {
  const { t } = useTranslation();
  const failed = useFormFailure();
  const update = useApiAction('updateTouchpointMapping', ['getTouchpointMapping']);
  const typeCheck = (type: string): string | null => (/^[a-z][a-z0-9_]{0,99}$/.test(type) ? null : t('common.refused'));
  const form = useForm<TouchpointMapping>({
    initialValues: mapping,
    validate: { pages: { prefix: filled, type: typeCheck }, events: { name: filled, type: typeCheck } },
  });
  const submit = form.onSubmit((body) =>
    update.mutate(
      { body },
      { onError: (error) => failed(form, error), onSuccess: () => notifyDone(t('common.saved')) },
    ),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Panel title={t('settings.mapPages')}>
          <Lines
            hint={t('settings.mapPagesHint')}
            count={form.values.pages.length}
            first={(index) => (
              <TextInput
                flex={1}
                {...form.getInputProps(`pages.${index}.prefix`)}
                aria-label={t('settings.mapPrefix')}
                placeholder="/produkte/"
              />
            )}
            type={(index) => form.getInputProps(`pages.${index}.type`)}
            add={() => form.insertListItem('pages', { prefix: '', type: 'topic_page_visited' })}
            remove={(index) => form.removeListItem('pages', index)}
          />
        </Panel>
        <Panel title={t('settings.mapEvents')}>
          <Lines
            hint={t('settings.mapEventsHint')}
            count={form.values.events.length}
            first={(index) => (
              <TextInput
                flex={1}
                {...form.getInputProps(`events.${index}.name`)}
                aria-label={t('settings.mapEvent')}
                placeholder="Webinar Registered"
              />
            )}
            type={(index) => form.getInputProps(`events.${index}.type`)}
            add={() => form.insertListItem('events', { name: '', type: 'webinar_registered' })}
            remove={(index) => form.removeListItem('events', index)}
          />
        </Panel>
        <Group>
          <Button type="submit" loading={update.isPending} disabled={!form.isDirty()}>
            {t('settings.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface LinesProps {
  readonly hint: string;
  readonly count: number;
  readonly first: (index: number) => React.ReactNode;
  readonly type: (index: number) => object;
  readonly add: () => void;
  readonly remove: (index: number) => void;
}

function Lines({ hint, count, first, type, add, remove }: LinesProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {hint}
      </Text>
      {Array.from({ length: count }, (_, index) => (
        <Group key={index} gap="xs" wrap="nowrap" align="flex-start">
          {first(index)}
          <Autocomplete flex={1} {...type(index)} aria-label={t('settings.mapType')} data={[...TOUCHPOINT_TYPES]} />
          <ActionIcon mt={2} aria-label={t('settings.mapRemove', { number: index + 1 })} onClick={() => remove(index)}>
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} />}
        onClick={add}
        style={{ alignSelf: 'flex-start' }}
      >
        {t('settings.mapAdd')}
      </Button>
    </Stack>
  );
}
