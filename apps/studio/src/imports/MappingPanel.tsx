import { Select } from '@mantine/core';
import {
  type CustomFieldShape,
  type ImportDetail,
  type ImportMapping,
  type ImportOptions,
  importTargetSchema,
} from '@ripen/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/session';
import { Panel } from '../ui/Panel';
import classes from './imports.module.css';
import { NewFieldDialog } from './NewFieldDialog';
import { PresetBar } from './PresetBar';
import { NEW_FIELD, type TargetGroup } from './targets';

/** What a person said about a file so far. */
export interface ImportDraft {
  readonly mapping: ImportMapping;
  readonly options: ImportOptions;
}

interface MappingPanelProps {
  readonly detail: ImportDetail;
  readonly targets: readonly TargetGroup[];
  readonly draft: ImportDraft;
  readonly change: (draft: ImportDraft) => void;
}

/** One line for each column: what stands in it, and which field it fills. */
export function MappingPanel({ detail, targets, draft, change }: MappingPanelProps) {
  const { t } = useTranslation();
  const may = useMay();
  const [fieldFor, setFieldFor] = useState<string | null>(null);
  const { mapping } = draft;
  const map = (column: string, to: string | null) => {
    const target = importTargetSchema.safeParse(to).data;
    // Each field is filled by one column: the one that was said last.
    const others = mapping.filter((one) => one.column !== column && one.to !== target);
    change({ ...draft, mapping: target === undefined ? others : [...others, { column, to: target }] });
  };
  const own = may('createCustomField') && detail.kind === 'leads';
  const choices = [
    ...targets.map(({ group, items }) => ({ group, items })),
    ...(own ? [{ value: NEW_FIELD, label: t('imports.newField') }] : []),
  ];
  return (
    <Panel title={t('imports.mapping')} aside={<PresetBar detail={detail} draft={draft} change={change} />}>
      <ul className={classes.columns}>
        <li className={classes.columnHead} aria-hidden>
          <span>{t('imports.column')}</span>
          <span>{t('imports.examples')}</span>
          <span>{t('imports.target')}</span>
        </li>
        {detail.columns.map(({ label, examples }) => (
          <li key={label}>
            <span className={classes.label}>{label}</span>
            <span className={classes.examples}>{examples.length === 0 ? '–' : examples.join(' · ')}</span>
            <Select
              aria-label={`${t('imports.target')}: ${label}`}
              placeholder={t('imports.notImported')}
              value={mapping.find(({ column }) => column === label)?.to ?? null}
              data={choices}
              searchable
              clearable
              onChange={(to) => (to === NEW_FIELD ? setFieldFor(label) : map(label, to))}
            />
          </li>
        ))}
      </ul>
      {fieldFor === null ? null : (
        <NewFieldDialog
          name={fieldFor}
          close={() => setFieldFor(null)}
          made={({ key }: CustomFieldShape) => map(fieldFor, `custom.${key}`)}
        />
      )}
    </Panel>
  );
}
