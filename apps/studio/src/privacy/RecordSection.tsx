import { Button, Group, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { RecordDetails } from '@ripen/contracts';
import { IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiAction } from '../api/queries';
import { useMay } from '../session/session';
import { SectionHead } from '../settings/SectionHead';
import { notifyDone } from '../ui/notices';
import { Panel } from '../ui/Panel';
import { Loaded } from '../ui/states';
import { useFormFailure } from '../ui/use-form-failure';
import { useLanguage } from '../i18n/use-language';
import classes from './privacy.module.css';

const FIELDS = ['controller', 'representative', 'officer', 'authority', 'measures', 'remarks'] as const;

/** The processing record: what only the company knows is typed here; all else is read from what is set. */
export function RecordSection() {
  const { t } = useTranslation();
  const language = useLanguage();
  const details = useApi('getRecordDetails', {});
  return (
    <>
      <SectionHead
        title={t('consent.record.title')}
        hint={t('consent.record.hint')}
        action={
          <Button
            variant="default"
            component="a"
            href={`/api/processing-record?lang=${language}`}
            target="_blank"
            rel="noopener"
            leftSection={<IconPrinter size={16} />}
          >
            {t('consent.record.open')}
          </Button>
        }
      />
      <Loaded query={details}>{(data) => <DetailsForm details={data} />}</Loaded>
    </>
  );
}

function DetailsForm({ details }: { readonly details: RecordDetails }) {
  const { t } = useTranslation();
  const may = useMay();
  const failed = useFormFailure();
  const update = useApiAction('updateRecordDetails', ['getRecordDetails']);
  const form = useForm({ initialValues: details });
  const submit = form.onSubmit((body) =>
    update.mutate(
      { body },
      { onError: (error) => failed(form, error), onSuccess: () => notifyDone(t('common.saved')) },
    ),
  );
  return (
    <Panel>
      <form onSubmit={submit} className={classes.fields} noValidate>
        {FIELDS.map((field) => (
          <Textarea
            key={field}
            {...form.getInputProps(field)}
            className={field === 'measures' || field === 'remarks' ? classes.wide : undefined}
            label={t(`consent.record.${field}`)}
            description={field === 'measures' ? t('consent.record.lines') : undefined}
            autosize
            minRows={2}
            readOnly={!may('updateRecordDetails')}
          />
        ))}
        <Group className={classes.wide}>
          {may('updateRecordDetails') ? (
            <Button type="submit" loading={update.isPending}>
              {t('common.save')}
            </Button>
          ) : null}
        </Group>
      </form>
    </Panel>
  );
}
