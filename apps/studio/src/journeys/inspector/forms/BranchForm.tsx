import { ActionIcon, Button, TextInput } from '@mantine/core';
import { type BranchConfig, branchConfigSchema, ELSE_PORT, type JourneyNode, portWords } from '@ripen/journey';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/use-language';
import { type ConfigForm, useConfigForm } from '../config-form';
import classes from '../inspector.module.css';
import { NEW_FIELD_RULE } from '../rule/condition-edits';
import { RuleBuilder } from '../rule/RuleBuilder';
import { Field } from './Field';
import { freeKey, moved } from './list-edits';

type Path = BranchConfig['paths'][number];

/** Ways out by rules, tried from top to bottom; the first that fits is taken. */
export function BranchForm({ node }: { node: JourneyNode }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const form = useConfigForm(node, branchConfigSchema);
  const { paths } = form.config;
  const put = (field: string, next: readonly Path[]): void => form.set(field, { paths: [...next] });
  return (
    <Field
      name="paths"
      label={t('journeys.form.paths')}
      hint={t('journeys.form.pathsHint')}
      error={form.error('paths')}
    >
      {paths.map((path, index) => (
        <PathEditor key={path.key} form={form} path={path} index={index} put={put} />
      ))}
      <div className={classes.item}>
        <p className={classes.label}>{portWords(ELSE_PORT, language)}</p>
        <p className={classes.hint}>{t('journeys.form.elseHint')}</p>
      </div>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => put('paths', [...paths, { key: freeKey('path', paths), name: '', when: NEW_FIELD_RULE }])}
      >
        {t('journeys.form.addPath')}
      </Button>
    </Field>
  );
}

interface PathProps {
  readonly form: ConfigForm<BranchConfig>;
  readonly path: Path;
  readonly index: number;
  readonly put: (field: string, paths: readonly Path[]) => void;
}

function PathEditor({ form, path, index, put }: PathProps) {
  const { t } = useTranslation();
  const { paths } = form.config;
  const change = (field: string, next: Partial<Path>): void =>
    put(
      `paths.${path.key}.${field}`,
      paths.map((old, at) => (at === index ? { ...old, ...next } : old)),
    );
  return (
    <div className={classes.item}>
      <div className={classes.itemHead}>
        <TextInput
          size="xs"
          className={classes.grow}
          aria-label={t('journeys.form.pathName')}
          placeholder={t('journeys.form.pathName')}
          maxLength={120}
          value={path.name}
          error={form.error(`paths.${index}.key`)}
          onChange={(event) => change('name', { name: event.currentTarget.value })}
        />
        <ActionIcon
          size="sm"
          disabled={index === 0}
          aria-label={t('journeys.form.up')}
          onClick={() => put('paths', moved(paths, index, -1))}
        >
          <IconArrowUp size={14} aria-hidden />
        </ActionIcon>
        <ActionIcon
          size="sm"
          disabled={index === paths.length - 1}
          aria-label={t('journeys.form.down')}
          onClick={() => put('paths', moved(paths, index, 1))}
        >
          <IconArrowDown size={14} aria-hidden />
        </ActionIcon>
        <ActionIcon
          size="sm"
          aria-label={t('journeys.form.removePath')}
          onClick={() =>
            put(
              'paths',
              paths.filter((_, at) => at !== index),
            )
          }
        >
          <IconTrash size={14} aria-hidden />
        </ActionIcon>
      </div>
      <div data-field={`paths.${index}.when`}>
        <RuleBuilder label={t('journeys.form.when')} value={path.when} onChange={(when) => change('when', { when })} />
      </div>
    </div>
  );
}
