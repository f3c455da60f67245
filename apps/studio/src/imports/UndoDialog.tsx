import { Text } from '@mantine/core';
import type { UndoPreview } from '@ripen/contracts';
import { useTranslation } from 'react-i18next';
import { useApi, useApiAction } from '../api/queries';
import { FormDialog } from '../ui/FormDialog';
import { notifyFailure } from '../ui/notices';
import { Loaded, SkeletonRows } from '../ui/states';
import { useFormat } from '../ui/use-format';
import classes from './imports.module.css';

const LINES = [
  ['removed', 'imports.undoRemoved'],
  ['restored', 'imports.undoRestored'],
  ['stay', 'imports.undoStay'],
  ['overruled', 'imports.undoOverruled'],
] as const satisfies readonly (readonly [keyof UndoPreview, string])[];

/** What undoing would do now, and the button that does it. */
export function UndoDialog({ id, close }: { readonly id: string; readonly close: () => void }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const preview = useApi('previewUndo', { params: { id } });
  const undo = useApiAction('undoImport', ['getImport', 'listImports', 'listLeads']);
  const submit = () => undo.mutate({ params: { id } }, { onError: notifyFailure, onSuccess: close });
  return (
    <FormDialog
      title={t('imports.undoTitle')}
      close={close}
      submit={submit}
      pending={undo.isPending}
      disabled={preview.data === undefined}
      verb={t('imports.undo')}
      danger
    >
      <Loaded query={preview} skeleton={<SkeletonRows rows={2} />}>
        {(counts) => (
          <ul className={classes.list}>
            {LINES.filter(([key]) => counts[key] > 0).map(([key, line]) => (
              <li key={key}>
                <Text size="sm">{t(line, { count: counts[key], formatted: count(counts[key]) })}</Text>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </FormDialog>
  );
}
