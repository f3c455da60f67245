import { Select, TagsInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { CustomFieldShape } from '@ripen/contracts';
import { CUSTOM_TYPES, type CustomType } from '@ripen/domain';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { filled } from '../ui/field-checks';
import { FormDialog } from '../ui/FormDialog';
import { useFormFailure } from '../ui/use-form-failure';

interface NewFieldDialogProps {
  /** What the column is called. */
  readonly name: string;
  readonly close: () => void;
  readonly made: (field: CustomFieldShape) => void;
}

interface FieldForm {
  label: { de: string; en: string };
  type: CustomType;
  choices: string[];
}

/** A field of the workspace's own, for a column that fits none. */
export function NewFieldDialog({ name, close, made }: NewFieldDialogProps) {
  const { t } = useTranslation();
  const failed = useFormFailure();
  const create = useApiAction('createCustomField', ['listCustomFields']);
  const form = useForm<FieldForm>({
    initialValues: { label: { de: name, en: name }, type: CUSTOM_TYPES[0], choices: [] },
    validate: { label: { de: filled, en: filled } },
  });
  const submit = form.onSubmit((body) =>
    create.mutate(
      { body },
      {
        onError: (error) => failed(form, error),
        onSuccess: (field) => {
          made(field);
          close();
        },
      },
    ),
  );
  return (
    <FormDialog
      title={t('imports.newFieldTitle')}
      close={close}
      submit={submit}
      pending={create.isPending}
      verb={t('common.add')}
    >
      <TextInput {...form.getInputProps('label.de')} label={t('imports.labelDe')} data-autofocus />
      <TextInput {...form.getInputProps('label.en')} label={t('imports.labelEn')} />
      <Select
        {...form.getInputProps('type')}
        label={t('imports.type')}
        allowDeselect={false}
        data={CUSTOM_TYPES.map((value) => ({ value, label: t(`imports.types.${value}`) }))}
      />
      {form.values.type === 'choice' ? (
        <TagsInput
          {...form.getInputProps('choices')}
          label={t('imports.choices')}
          description={t('imports.choicesHint')}
        />
      ) : null}
    </FormDialog>
  );
}
