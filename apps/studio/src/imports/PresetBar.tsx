import { ActionIcon, Button, Group, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import type { ImportDetail, ImportPreset } from '@ripen/contracts';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiAction } from '../api/queries';
import { filled } from '../ui/field-checks';
import { FormDialog } from '../ui/FormDialog';
import { notifyDone, notifyFailure } from '../ui/notices';
import type { ImportDraft } from './MappingPanel';

interface PresetBarProps {
  readonly detail: ImportDetail;
  readonly draft: ImportDraft;
  readonly change: (draft: ImportDraft) => void;
}

/** Mappings that were saved: apply one, save this one, forget one. */
export function PresetBar({ detail, draft, change }: PresetBarProps) {
  const { t } = useTranslation();
  const [saving, dialog] = useDisclosure(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const presets = (useApi('listImportPresets', {}).data?.items ?? []).filter(({ kind }) => kind === detail.kind);
  const forget = useApiAction('deleteImportPreset', ['listImportPresets']);
  const preset = presets.find(({ id }) => id === chosen);
  const apply = (id: string | null) => {
    setChosen(id);
    const next = presets.find((one) => one.id === id);
    if (next) change(fitting(next, detail));
  };
  return (
    <Group gap="xs">
      {presets.length === 0 ? null : (
        <Select
          size="xs"
          aria-label={t('imports.preset')}
          placeholder={t('imports.presetHint')}
          value={preset?.id ?? null}
          data={presets.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={apply}
        />
      )}
      {preset === undefined ? null : (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('imports.presetDelete', { name: preset.name })}
          onClick={() => forget.mutate({ params: { id: preset.id } }, { onError: notifyFailure })}
        >
          <IconTrash size={16} />
        </ActionIcon>
      )}
      <Button size="compact-sm" variant="subtle" color="gray" onClick={dialog.open}>
        {t('imports.presetSave')}
      </Button>
      {saving ? <SavePreset detail={detail} draft={draft} close={dialog.close} /> : null}
    </Group>
  );
}

/** Columns that the file does not have are left out. */
function fitting({ mapping, options }: ImportPreset, { columns }: ImportDetail): ImportDraft {
  const labels = new Set(columns.map(({ label }) => label));
  return { mapping: mapping.filter(({ column }) => labels.has(column)), options };
}

interface SavePresetProps {
  readonly detail: ImportDetail;
  readonly draft: ImportDraft;
  readonly close: () => void;
}

function SavePreset({ detail, draft, close }: SavePresetProps) {
  const { t } = useTranslation();
  const save = useApiAction('saveImportPreset', ['listImportPresets']);
  const form = useForm({ initialValues: { name: '' }, validate: { name: filled } });
  const submit = form.onSubmit(({ name }) =>
    save.mutate(
      { body: { kind: detail.kind, name, mapping: draft.mapping, options: draft.options } },
      {
        onError: notifyFailure,
        onSuccess: () => {
          notifyDone(t('imports.presetSaved'));
          close();
        },
      },
    ),
  );
  return (
    <FormDialog title={t('imports.presetSave')} close={close} submit={submit} pending={save.isPending}>
      <TextInput {...form.getInputProps('name')} label={t('imports.presetName')} data-autofocus />
    </FormDialog>
  );
}
