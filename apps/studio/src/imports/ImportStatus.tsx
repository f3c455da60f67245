import { Badge } from '@mantine/core';
import type { ImportStatus as Status } from '@ripen/domain';
import { useTranslation } from 'react-i18next';

export function ImportStatus({ status }: { readonly status: Status }) {
  const { t } = useTranslation();
  return <Badge variant="default">{t(`imports.status.${status}`)}</Badge>;
}

/** Whether a job carries the import at the moment. */
export function isAtWork(status: Status): boolean {
  return status === 'checking' || status === 'running' || status === 'undoing';
}
