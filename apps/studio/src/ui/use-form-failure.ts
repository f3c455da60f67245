import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../api/failure';
import { notifyFailure } from './notices';

/** Puts what the API refused beside the fields of a form; what has no field there is shown as a notice. */
export function useFormFailure() {
  const { t } = useTranslation();
  return <Values extends object>(form: UseFormReturnType<Values>, error: Error): void => {
    const problems = error instanceof ApiFailure ? Object.keys(error.fieldProblems()) : [];
    for (const path of problems) form.setFieldError(path, t('common.refused'));
    notifyFailure(error);
  };
}
