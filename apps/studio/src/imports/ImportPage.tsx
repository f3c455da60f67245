import { Alert, Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ImportDetail } from '@ripen/contracts';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApi, useApiAction } from '../api/queries';
import { FormDialog } from '../ui/FormDialog';
import { notifyFailure } from '../ui/notices';
import { Page } from '../ui/Page';
import { Loaded } from '../ui/states';
import { useFormat } from '../ui/use-format';
import { ImportStatus, isAtWork } from './ImportStatus';
import { ImportWizard } from './ImportWizard';
import { ProgressPanel } from './ProgressPanel';
import { ReportPanel } from './ReportPanel';
import { useTargets } from './targets';
import { UndoDialog } from './UndoDialog';

const REFRESH_MS = 1_000;
const KB = 1024;
const MB = 1024 * KB;

/** One import, from its file to its result. */
export function ImportPage() {
  const { t } = useTranslation();
  const { importId } = useParams({ from: '/shell/imports/$importId' });
  const request = { params: { id: importId } };
  const first = useApi('getImport', request);
  const atWork = first.data !== undefined && isAtWork(first.data.status);
  const query = useApi('getImport', request, atWork ? { refetchInterval: REFRESH_MS } : {});
  return (
    <Loaded query={query} heading={1}>
      {(detail) => (
        <Page
          title={detail.name}
          tab={`${detail.name} · ${t('imports.title')}`}
          lead={<Lead detail={detail} />}
          actions={<Actions detail={detail} />}
        >
          <Body detail={detail} />
        </Page>
      )}
    </Loaded>
  );
}

function Lead({ detail }: { readonly detail: ImportDetail }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const [size, unit] = detail.bytes < MB ? [detail.bytes / KB, 'KB'] : [detail.bytes / MB, 'MB'];
  return (
    <Group gap="xs">
      <ImportStatus status={detail.status} />
      {t(`imports.kind.${detail.kind}`)} · {count(Math.ceil(size))} {unit}
      {detail.askedBy === null ? null : ` · ${detail.askedBy}`}
    </Group>
  );
}

function Actions({ detail }: { readonly detail: ImportDetail }) {
  const { t } = useTranslation();
  const [throwing, dialog] = useDisclosure(false);
  return (
    <>
      <Button component={Link} to="/imports" variant="subtle" color="gray">
        {t('imports.title')}
      </Button>
      {isAtWork(detail.status) ? null : (
        <Button variant="default" onClick={dialog.open}>
          {t('imports.remove')}
        </Button>
      )}
      {throwing ? <RemoveDialog id={detail.id} close={dialog.close} /> : null}
    </>
  );
}

function RemoveDialog({ id, close }: { readonly id: string; readonly close: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const remove = useApiAction('deleteImport', ['listImports']);
  const submit = () =>
    remove.mutate({ params: { id } }, { onError: notifyFailure, onSuccess: () => void navigate({ to: '/imports' }) });
  return (
    <FormDialog
      title={t('imports.removeTitle')}
      close={close}
      submit={submit}
      pending={remove.isPending}
      verb={t('imports.remove')}
      danger
    >
      <Text size="sm">{t('imports.removeHint')}</Text>
    </FormDialog>
  );
}

function Body({ detail }: { readonly detail: ImportDetail }) {
  if (isAtWork(detail.status)) return detail.job === null ? null : <ProgressPanel detail={detail} job={detail.job} />;
  if (detail.status === 'mapping' || detail.status === 'checked')
    return <ImportWizard key={JSON.stringify(detail.shape)} detail={detail} />;
  return <Result detail={detail} />;
}

function Result({ detail }: { readonly detail: ImportDetail }) {
  const { t } = useTranslation();
  const { text } = useFormat();
  const [undoing, dialog] = useDisclosure(false);
  const targets = useTargets(detail.kind, []);
  const { status, report, failure } = detail;
  const ended = status === 'failed' || status === 'cancelled' || status === 'undone';
  return (
    <>
      {ended ? (
        <Alert color={status === 'failed' ? 'red' : 'gray'} title={t(`imports.${status}Title`)}>
          {failure === null ? (status === 'cancelled' ? t('imports.partHint') : null) : text(failure)}
        </Alert>
      ) : null}
      {report === null ? null : <ReportPanel detail={detail} report={report} targets={targets} />}
      <Group>
        {status === 'undone' ? null : (
          <Button variant="default" onClick={dialog.open}>
            {t('imports.undo')}
          </Button>
        )}
        <Button component={Link} to="/imports" variant="subtle" color="gray">
          {t('imports.another')}
        </Button>
      </Group>
      {undoing ? <UndoDialog id={detail.id} close={dialog.close} /> : null}
    </>
  );
}
