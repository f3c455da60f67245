import { Button, Group, NumberInput, Select, Stack, Text } from '@mantine/core';
import { type ImportDetail, type ImportShape, importShapeSchema } from '@ripen/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { notifyFailure } from '../ui/notices';
import { Panel } from '../ui/Panel';
import { useFormat } from '../ui/use-format';
import classes from './imports.module.css';

const ENCODINGS = importShapeSchema.shape.encoding.options;
const DELIMITERS = importShapeSchema.shape.delimiter.options;
const DELIMITER_WORDS = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;

/** What was guessed about the file, each guess correctable, and how its first rows read by it. */
export function ShapePanel({ detail }: { readonly detail: ImportDetail }) {
  const { t } = useTranslation();
  const { text } = useFormat();
  const [shape, setShape] = useState<ImportShape>(detail.shape);
  const reshape = useApiAction('reshapeImport', ['getImport', 'listImports']);
  const differs = JSON.stringify(shape) !== JSON.stringify(detail.shape);
  const readAgain = () => reshape.mutate({ params: { id: detail.id }, body: shape }, { onError: notifyFailure });
  return (
    <Panel title={t('imports.read')}>
      <Stack>
        {detail.notices.length === 0 ? null : (
          <Text size="sm" c="dimmed">
            {detail.notices.map(text).join(' ')}
          </Text>
        )}
        <div className={classes.shape}>
          <Select
            label={t('imports.encoding')}
            value={shape.encoding}
            data={ENCODINGS.map((value) => ({ value, label: value.toUpperCase() }))}
            allowDeselect={false}
            onChange={(value) => {
              const encoding = ENCODINGS.find((one) => one === value);
              if (encoding) setShape({ ...shape, encoding });
            }}
          />
          <Select
            label={t('imports.delimiter')}
            value={shape.delimiter}
            data={DELIMITERS.map((value) => ({ value, label: t(`imports.delimiters.${DELIMITER_WORDS[value]}`) }))}
            allowDeselect={false}
            onChange={(value) => {
              const delimiter = DELIMITERS.find((one) => one === value);
              if (delimiter) setShape({ ...shape, delimiter });
            }}
          />
          <NumberInput
            label={t('imports.headerRow')}
            description={t('imports.headerHint')}
            inputWrapperOrder={['label', 'input', 'description']}
            value={shape.headerRow}
            min={0}
            max={500}
            allowDecimal={false}
            onChange={(value) => setShape({ ...shape, headerRow: Number(value) })}
          />
        </div>
        {differs ? (
          <Group>
            <Button variant="default" loading={reshape.isPending} onClick={readAgain}>
              {t('imports.reread')}
            </Button>
          </Group>
        ) : null}
        <FirstRows detail={detail} />
      </Stack>
    </Panel>
  );
}

function FirstRows({ detail }: { readonly detail: ImportDetail }) {
  const { t } = useTranslation();
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('imports.preview')}>
      <table className={classes.sheet}>
        <caption className="visually-hidden">{t('imports.preview')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('imports.row')}</th>
            {detail.columns.map(({ label }) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {detail.preview.map(({ row, cells }) => (
            <tr key={row}>
              <td>{row}</td>
              {detail.columns.map(({ label }, index) => (
                <td key={label}>{cells[index] ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
