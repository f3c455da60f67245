import { Button, Group, Text } from '@mantine/core';
import type { ImportDetail } from '@ripen/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiAction } from '../api/queries';
import { notifyFailure } from '../ui/notices';
import { type ImportDraft, MappingPanel } from './MappingPanel';
import { ReportPanel } from './ReportPanel';
import { RulesPanel } from './RulesPanel';
import { ShapePanel } from './ShapePanel';
import { useTargets } from './targets';

const NO_FIELDS = [] as const;

/** Everything that is said about a file before it runs; what the dry run found stands above it. */
export function ImportWizard({ detail }: { readonly detail: ImportDetail }) {
  const own = useApi('listCustomFields', {}).data?.items ?? NO_FIELDS;
  const targets = useTargets(detail.kind, own);
  const [draft, setDraft] = useState<ImportDraft>({ mapping: detail.mapping, options: detail.options });
  const differs = saidBy(draft) !== saidBy(detail);
  const begin = <Begin detail={detail} draft={draft} differs={differs} />;
  const report = differs ? null : detail.report;
  return (
    <>
      {report === null ? null : (
        <>
          <ReportPanel detail={detail} report={report} targets={targets} />
          {begin}
        </>
      )}
      <ShapePanel detail={detail} />
      <MappingPanel detail={detail} targets={targets} draft={draft} change={setDraft} />
      <RulesPanel detail={detail} options={draft.options} change={(options) => setDraft({ ...draft, options })} />
      {report === null ? begin : null}
    </>
  );
}

function saidBy({ mapping, options }: ImportDraft): string {
  return JSON.stringify([[...mapping].sort((a, b) => a.to.localeCompare(b.to)), Object.entries(options).sort()]);
}

interface BeginProps {
  readonly detail: ImportDetail;
  readonly draft: ImportDraft;
  readonly differs: boolean;
}

/** First the dry run; what it was made of may then be imported. */
function Begin({ detail, draft, differs }: BeginProps) {
  const { t } = useTranslation();
  const plan = useApiAction('planImport', ['getImport']);
  const check = useApiAction('checkImport', ['getImport', 'listImports']);
  const run = useApiAction('runImport', ['getImport', 'listImports']);
  const params = { id: detail.id };
  const checked = detail.status === 'checked' && !differs;
  const { report } = detail;
  const usable = report === null ? 0 : report.created + report.changed;
  const lookFirst = () =>
    plan.mutate(
      { params, body: draft },
      { onError: notifyFailure, onSuccess: () => check.mutate({ params }, { onError: notifyFailure }) },
    );
  return (
    <Group>
      {checked && usable > 0 ? (
        <Button loading={run.isPending} onClick={() => run.mutate({ params }, { onError: notifyFailure })}>
          {t('imports.run', { count: usable })}
        </Button>
      ) : null}
      <Button
        variant={checked && usable > 0 ? 'default' : 'filled'}
        loading={plan.isPending || check.isPending}
        onClick={lookFirst}
      >
        {t(detail.report === null ? 'imports.check' : 'imports.checkAgain')}
      </Button>
      {detail.report !== null && differs ? (
        <Text size="sm" c="dimmed" role="status">
          {t('imports.stale')}
        </Text>
      ) : null}
    </Group>
  );
}
