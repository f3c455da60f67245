import { Alert, Button, Select, Textarea, TextInput } from '@mantine/core';
import { HOOK_AUTHS, HOOK_FIELDS, type HookMapping, type HookSource } from '@ripen/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { FormDialog } from '../ui/FormDialog';
import { notifyFailure } from '../ui/notices';
import classes from './exchange.module.css';
import { readLines, writeLines } from './mapping-lines';
import { wrongWords } from './problem-words';
import { SecretOnce } from './SecretOnce';

interface Form {
  readonly name: string;
  readonly slug: string;
  readonly auth: HookSource['auth'];
  readonly userId: string;
  readonly email: string;
  readonly occurredAt: string;
  readonly messageId: string;
  readonly type: string;
  readonly fields: string;
  readonly properties: string;
}

const NO_FORM: Form = {
  ...{ name: '', slug: '', auth: 'signature', userId: '', email: '', occurredAt: '', messageId: '', type: '' },
  ...{ fields: '', properties: '' },
};

function formOf(source: HookSource | null): Form {
  if (source === null) return NO_FORM;
  const { name, slug, auth, mapping } = source;
  const { userId, email, occurredAt, messageId, touchpoint } = mapping;
  return {
    ...{ name, slug, auth },
    userId: userId ?? '',
    email: email ?? '',
    occurredAt: occurredAt ?? '',
    messageId: messageId ?? '',
    type: touchpoint?.type ?? '',
    fields: writeLines(mapping.fields.map(({ field, path }) => [field, path] as const)),
    properties: writeLines((touchpoint?.properties ?? []).map((one) => [one.name, one.path] as const)),
  };
}

/** The mapping that the form says, and the first line that says none. */
function mappingOf(form: Form): { readonly mapping: HookMapping; readonly wrong: string | null } {
  const fields = readLines(form.fields);
  const properties = readLines(form.properties);
  const unknown = fields.pairs.find(([name]) => !HOOK_FIELDS.some((field) => field === name))?.join(' = ');
  const named = fields.pairs.flatMap(([name, path]) => {
    const field = HOOK_FIELDS.find((one) => one === name);
    return field === undefined ? [] : [{ field, path }];
  });
  const mapping: HookMapping = {
    userId: form.userId.trim() || null,
    email: form.email.trim() || null,
    occurredAt: form.occurredAt.trim() || null,
    messageId: form.messageId.trim() || null,
    fields: named,
    touchpoint:
      form.type.trim() === ''
        ? null
        : { type: form.type.trim(), properties: properties.pairs.map(([name, path]) => ({ name, path })) },
  };
  return { mapping, wrong: fields.wrong ?? unknown ?? properties.wrong };
}

/** Adds a source and shows its secret once, or changes how it is mapped. */
export function SourceDialog({ source, close }: { readonly source: HookSource | null; readonly close: () => void }) {
  const { t } = useTranslation();
  const [form, setForm] = useState(() => formOf(source));
  const create = useApiAction('createHookSource', ['listHookSources']);
  const update = useApiAction('updateHookSource', ['listHookSources']);
  const { mapping, wrong } = mappingOf(form);
  const { name, slug, auth } = form;
  const submit = (): void => {
    if (source === null) create.mutate({ body: { name, slug, auth, mapping } }, { onError: notifyFailure });
    else
      update.mutate(
        { params: { id: source.id }, body: { name, mapping } },
        { onSuccess: close, onError: notifyFailure },
      );
  };
  if (create.data !== undefined) return <SecretOnce name={name} secret={create.data.secret} close={close} />;
  const nobody = mapping.userId === null && mapping.email === null;
  return (
    <FormDialog
      title={t(source === null ? 'exchange.sourceAdd' : 'exchange.sourceEdit')}
      close={close}
      submit={submit}
      pending={create.isPending || update.isPending}
      disabled={name.trim() === '' || slug === '' || nobody || wrong !== null}
      size="lg"
    >
      <Line form={form} set={setForm} of="name" label={t('exchange.name')} />
      {source === null ? <Address form={form} set={setForm} /> : null}
      <Line form={form} set={setForm} of="userId" label={t('exchange.mapUser')} hint={t('exchange.mapHint')} />
      <Line form={form} set={setForm} of="email" label={t('exchange.mapEmail')} />
      <Line form={form} set={setForm} of="occurredAt" label={t('exchange.mapAt')} />
      <Line
        form={form}
        set={setForm}
        of="messageId"
        label={t('exchange.mapMessage')}
        hint={t('exchange.mapMessageHint')}
      />
      <Line form={form} set={setForm} of="type" label={t('exchange.mapType')} hint={t('exchange.mapTypeHint')} />
      <Lines form={form} set={setForm} of="fields" label={t('exchange.mapFields')} hint={t('exchange.mapFieldsHint')} />
      <Lines
        form={form}
        set={setForm}
        of="properties"
        label={t('exchange.mapProperties')}
        hint={t('exchange.mapPropertiesHint')}
      />
      {wrong === null ? null : <Alert color="red">{t('exchange.mapLineWrong', { line: wrong })}</Alert>}
      {source === null || nobody ? null : <TryIt id={source.id} mapping={mapping} />}
    </FormDialog>
  );
}

interface PartProps {
  readonly form: Form;
  readonly set: (form: Form) => void;
}
interface LineProps extends PartProps {
  readonly of: Exclude<keyof Form, 'auth'>;
  readonly label: string;
  readonly hint?: string;
}

function Line({ form, set, of, label, hint }: LineProps) {
  return (
    <TextInput
      label={label}
      description={hint}
      value={form[of]}
      onChange={(event) => set({ ...form, [of]: event.currentTarget.value })}
    />
  );
}

function Lines({ form, set, of, label, hint }: LineProps) {
  return (
    <Textarea
      label={label}
      description={hint}
      className={classes.editor}
      autosize
      minRows={2}
      spellCheck={false}
      value={form[of]}
      onChange={(event) => set({ ...form, [of]: event.currentTarget.value })}
    />
  );
}

function Address({ form, set }: PartProps) {
  const { t } = useTranslation();
  const url = `${window.location.origin}/hooks/${form.slug || '…'}`;
  return (
    <>
      <Line form={form} set={set} of="slug" label={t('exchange.slug')} hint={t('exchange.slugHint', { url })} />
      <Select
        label={t('exchange.auth')}
        allowDeselect={false}
        value={form.auth}
        onChange={(value) => set({ ...form, auth: HOOK_AUTHS.find((one) => one === value) ?? 'signature' })}
        data={HOOK_AUTHS.map((one) => ({ value: one, label: t(`exchange.auth_${one}`) }))}
      />
    </>
  );
}

function TryIt({ id, mapping }: { readonly id: string; readonly mapping: HookMapping }) {
  const { t } = useTranslation();
  const attempt = useApiAction('tryHookMapping', []);
  const { data } = attempt;
  return (
    <>
      <Button
        variant="default"
        loading={attempt.isPending}
        onClick={() => attempt.mutate({ params: { id }, body: { mapping } }, { onError: notifyFailure })}
      >
        {t('exchange.try')}
      </Button>
      {data === undefined ? null : data.payload === null ? (
        <Alert color="gray">{t('exchange.tryNothing')}</Alert>
      ) : (
        <>
          <pre className={classes.code} tabIndex={0} aria-label={t('exchange.tryPayload')}>
            {data.payload}
          </pre>
          {data.problems.length > 0 ? (
            <Alert color="red">
              {data.problems.map(({ path, problem }) => `${path}: ${wrongWords(problem)}`).join(' · ')}
            </Alert>
          ) : (
            <pre className={classes.code} tabIndex={0} aria-label={t('exchange.tryEvents')}>
              {JSON.stringify(data.events, null, 2)}
            </pre>
          )}
        </>
      )}
    </>
  );
}
