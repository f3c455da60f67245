import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import type { ImportDetail, JobShape } from '@ripen/contracts';
import { useTranslation } from 'react-i18next';
import { useApiAction } from '../api/queries';
import { notifyFailure } from '../ui/notices';
import { Panel } from '../ui/Panel';
import { useFormat } from '../ui/use-format';

const MINUTE = 60_000;

/** How far a dry run, a run or an undoing has come, what is left of it, and how to stop it. */
export function ProgressPanel({ detail, job }: { readonly detail: ImportDetail; readonly job: JobShape }) {
  const { t } = useTranslation();
  const cancel = useApiAction('cancelImport', ['getImport', 'listImports']);
  const stopping = job.state === 'cancelling';
  const percent = job.total === null || job.total === 0 ? 0 : Math.min(100, (job.done / job.total) * 100);
  return (
    <Panel title={t(`imports.status.${detail.status}`)}>
      <Stack gap="sm">
        <Progress
          value={job.total === null ? 100 : percent}
          animated={job.total === null}
          size="lg"
          aria-label={t(`imports.status.${detail.status}`)}
        />
        <Group justify="space-between">
          <Text size="sm" role="status">
            <Counted job={job} />
          </Text>
          {detail.status === 'undoing' ? null : (
            <Button
              variant="default"
              size="xs"
              loading={cancel.isPending}
              disabled={stopping}
              onClick={() => cancel.mutate({ params: { id: detail.id } }, { onError: notifyFailure })}
            >
              {t('imports.cancel')}
            </Button>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {stopping ? t('imports.cancelling') : t('imports.goesOn')}
        </Text>
      </Stack>
    </Panel>
  );
}

function Counted({ job: { done, total, remainingMs } }: { readonly job: JobShape }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const so =
    total === null
      ? t('imports.progressOpen', { done: count(done) })
      : t('imports.progress', { done: count(done), total: count(total) });
  if (remainingMs === null) return so;
  const time =
    remainingMs < MINUTE
      ? t('imports.seconds', { count: Math.ceil(remainingMs / 1_000) })
      : t('imports.minutes', { count: Math.ceil(remainingMs / MINUTE) });
  return `${so}, ${t('imports.remaining', { time })}`;
}
