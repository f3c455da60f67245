import { Button, NumberInput, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { MailDelivery } from '@ripen/contracts';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { notifyDone } from '../ui/notices';
import { Panel } from '../ui/Panel';
import { useFormFailure } from '../ui/use-form-failure';
import classes from './privacy.module.css';

/** From how many soft bounces on somebody is left alone, where it warns, and whether a brake holds. */
export function MailRulesForm({ delivery: { rules, ownMailbox } }: { readonly delivery: MailDelivery }) {
  const { t } = useTranslation();
  const failed = useFormFailure();
  const update = useApiAction('updateMailRules', ['getMailDelivery']);
  const form = useForm({ initialValues: { ...rules, returnDomain: rules.returnDomain ?? '' } });
  const submit = form.onSubmit(({ returnDomain, ...rest }) =>
    update.mutate(
      { body: { ...rest, returnDomain: returnDomain.trim() === '' ? null : returnDomain } },
      { onError: (error) => failed(form, error), onSuccess: () => notifyDone(t('common.saved')) },
    ),
  );
  return (
    <Panel title={t('consent.delivery.rules')}>
      <form onSubmit={submit} className={classes.fields} noValidate>
        <TextInput
          {...form.getInputProps('returnDomain')}
          className={classes.wide}
          label={t('consent.delivery.returnDomain')}
          description={`${t('consent.delivery.returnDomainHint')} ${ownMailbox ? t('consent.delivery.ownMailbox') : ''}`}
          placeholder="bounces.example.com"
        />
        <NumberInput {...form.getInputProps('softCount')} label={t('consent.delivery.softCount')} min={1} max={50} />
        <NumberInput {...form.getInputProps('softDays')} label={t('consent.delivery.softDays')} min={1} max={365} />
        <NumberInput
          {...form.getInputProps('softPauseDays')}
          label={t('consent.delivery.softPauseDays')}
          min={1}
          max={365}
        />
        <NumberInput
          {...form.getInputProps('warnPermille')}
          label={t('consent.delivery.warn')}
          min={0.1}
          max={100}
          step={0.1}
        />
        <Switch
          {...form.getInputProps('brake', { type: 'checkbox' })}
          className={classes.wide}
          label={t('consent.delivery.brake')}
        />
        <NumberInput
          {...form.getInputProps('brakePermille')}
          label={t('consent.delivery.brakeAt')}
          min={0.1}
          max={100}
          step={0.1}
          disabled={!form.values.brake}
        />
        <NumberInput
          {...form.getInputProps('brakeLeast')}
          label={t('consent.delivery.brakeLeast')}
          min={1}
          max={1_000}
          disabled={!form.values.brake}
        />
        <div className={classes.wide}>
          <Button type="submit" loading={update.isPending}>
            {t('common.save')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
