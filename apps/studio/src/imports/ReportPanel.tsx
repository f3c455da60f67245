import { Button, Group, Stack, Text, Title } from '@mantine/core';
import type { ImportDetail, ImportReport, ImportSample } from '@ripen/contracts';
import { IMPORT_OUTCOMES } from '@ripen/domain';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { fileUrl } from '../api/client';
import { Panel } from '../ui/Panel';
import { useFormat } from '../ui/use-format';
import classes from './imports.module.css';
import { labelOf, type TargetGroup } from './targets';

interface ReportPanelProps {
  readonly detail: ImportDetail;
  readonly report: ImportReport;
  readonly targets: readonly TargetGroup[];
}

/** What a dry run found or a run did: counts, why rows are refused, examples. */
export function ReportPanel({ detail, report, targets }: ReportPanelProps) {
  const { t } = useTranslation();
  const planned = detail.status === 'checked';
  return (
    <Panel title={t(planned ? 'imports.wouldBe' : 'imports.wasDone')}>
      <Stack>
        <Counts detail={detail} report={report} />
        <Remarks report={report} />
        {report.refused.length === 0 ? null : <Reasons detail={detail} report={report} />}
        {planned && report.samples.length > 0 ? <Samples samples={report.samples} targets={targets} /> : null}
      </Stack>
    </Panel>
  );
}

function Counts({ detail, report }: Omit<ReportPanelProps, 'targets'>) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const figures = [
    ['rows', report.rows],
    ['created', report.created],
    ['changed', report.changed],
    ['unchanged', report.unchanged],
    ['refused', detail.refused],
  ] as const;
  return (
    <dl className={classes.counts}>
      {figures.map(([key, value]) => (
        <div key={key}>
          <dt>{t(`imports.${key}`)}</dt>
          <dd>{count(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Remarks({ report }: { readonly report: ImportReport }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const remarks = [
    ...(report.withoutEmail > 0
      ? [t('imports.withoutEmail', { count: report.withoutEmail, formatted: count(report.withoutEmail) })]
      : []),
    ...(report.consents > 0
      ? [t('imports.consents', { count: report.consents, formatted: count(report.consents) })]
      : []),
  ];
  return remarks.map((remark) => (
    <Text key={remark} size="sm">
      {remark}
    </Text>
  ));
}

function Reasons({ detail, report }: Omit<ReportPanelProps, 'targets'>) {
  const { t } = useTranslation();
  const { text, count } = useFormat();
  return (
    <Stack gap="xs">
      <Title order={3} size="sm">
        {t('imports.reasons')}
      </Title>
      <ul className={classes.list}>
        {report.refused.map(({ reason, count: rows }) => (
          <li key={reason.en}>
            <span className={classes.amount}>{count(rows)}</span>
            {text(reason)}
          </li>
        ))}
      </ul>
      {detail.status === 'checked' ? null : (
        <Group gap="sm">
          <Button
            component="a"
            href={fileUrl('getRefusedRows', { params: { id: detail.id } })}
            download
            variant="default"
            leftSection={<IconDownload size={16} />}
          >
            {t('imports.refusedFile')}
          </Button>
          <Text size="sm" c="dimmed">
            {t('imports.refusedHint')}
          </Text>
        </Group>
      )}
    </Stack>
  );
}

interface SamplesProps {
  readonly samples: readonly ImportSample[];
  readonly targets: readonly TargetGroup[];
}

function Samples({ samples, targets }: SamplesProps) {
  const { t } = useTranslation();
  const ordered = IMPORT_OUTCOMES.flatMap((outcome) => samples.filter((sample) => sample.outcome === outcome));
  return (
    <Stack gap="xs">
      <Title order={3} size="sm">
        {t('imports.samples')}
      </Title>
      <ul className={classes.list}>
        {ordered.map((sample) => (
          <SampleLine key={sample.row} sample={sample} targets={targets} />
        ))}
      </ul>
    </Stack>
  );
}

function SampleLine({ sample, targets }: { readonly sample: ImportSample } & Pick<SamplesProps, 'targets'>) {
  const { t } = useTranslation();
  const { text } = useFormat();
  const said = sample.changes.map(({ field, from, to }) => {
    const value = from === '' ? to : `${from} → ${to}`;
    return `${labelOf(targets, field)}: ${value}`;
  });
  return (
    <li>
      <span className={classes.quiet}>
        {t('imports.row')} {sample.row}
      </span>
      <strong>{sample.about === '' ? t('imports.nobody') : sample.about}</strong>
      <span className={classes.quiet}>{t(`imports.outcome.${sample.outcome}`)}</span>
      <span>{sample.reason === null ? said.join(' · ') : text(sample.reason)}</span>
    </li>
  );
}
