import { Radio, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import type { ImportDetail, ImportOptions } from '@ripen/contracts';
import { IMPORT_POLICIES } from '@ripen/domain';
import { useTranslation } from 'react-i18next';
import { Panel } from '../ui/Panel';
import { ConsentRules } from './ConsentRules';
import classes from './imports.module.css';

const KEYS = ['externalId', 'email'] as const;
const NOTATIONS = ['de', 'en'] as const;

export interface RulesProps {
  readonly options: ImportOptions;
  readonly change: (options: ImportOptions) => void;
}

/** How the rows are to be understood, and what they may do. */
export function RulesPanel({ detail, options, change }: RulesProps & { readonly detail: ImportDetail }) {
  const { t } = useTranslation();
  const ofLeads = detail.kind === 'leads';
  return (
    <Panel title={t('imports.rules')}>
      <div className={classes.rules}>
        {ofLeads ? <KeyRule options={options} change={change} /> : <Text size="sm">{t('imports.companyKey')}</Text>}
        <Choice
          label={t('imports.existing')}
          value={options.existing}
          values={IMPORT_POLICIES}
          word={(value) => t(`imports.policy.${value}`)}
          change={(existing) => change({ ...options, existing })}
        />
        <Choice
          label={t('imports.notation')}
          value={options.notation}
          values={NOTATIONS}
          word={(value) => t(`imports.notations.${value}`)}
          change={(notation) => change({ ...options, notation })}
        />
        <TagsInput
          label={t('imports.empty')}
          description={t('imports.emptyTextsHint')}
          value={options.empty}
          onChange={(empty) => change({ ...options, empty })}
          maxTags={50}
        />
        {ofLeads ? (
          <div className={classes.whole}>
            <ConsentRules options={options} change={change} />
          </div>
        ) : null}
      </div>
    </Panel>
  );
}

function KeyRule({ options, change }: RulesProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs">
      <Choice
        label={t('imports.keyBy')}
        hint={t('imports.keyHint')}
        value={options.keyBy}
        values={KEYS}
        word={(value) => t(value === 'email' ? 'imports.keyEmail' : 'imports.keyId')}
        change={(keyBy) => change({ ...options, keyBy })}
      />
      <TextInput
        label={t('imports.system')}
        value={options.system}
        onChange={(event) => change({ ...options, system: event.currentTarget.value })}
      />
    </Stack>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly hint?: string;
  readonly value: T;
  readonly values: readonly T[];
  readonly word: (value: T) => string;
  readonly change: (value: T) => void;
}

function Choice<T extends string>({ label, hint, value, values, word, change }: ChoiceProps<T>) {
  return (
    <Radio.Group
      label={label}
      description={hint}
      value={value}
      onChange={(next) => {
        const known = values.find((one) => one === next);
        if (known !== undefined) change(known);
      }}
    >
      <Stack gap={6} mt={6}>
        {values.map((one) => (
          <Radio key={one} value={one} label={word(one)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
