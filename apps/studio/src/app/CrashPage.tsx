import { Button } from '@mantine/core';
import { IconBug, IconMapPinOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../api/failure';
import { Failure, Note } from '../ui/states';

/** A screen that broke. The rest of the studio goes on. */
export function CrashPage({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  const { t } = useTranslation();
  if (error instanceof ApiFailure) return <Failure error={error} retry={reset} />;
  return (
    <div role="alert">
      <Note icon={IconBug} title={t('common.crashed')} action={<Button onClick={() => window.location.reload()}>{t('common.reload')}</Button>}>
        {t('common.crashedHint')}
      </Note>
    </div>
  );
}

export function MissingPage() {
  const { t } = useTranslation();
  return (
    <Note
      icon={IconMapPinOff}
      title={t('common.notFoundTitle')}
      action={
        <Button component={Link} to="/" variant="default">
          {t('common.toStart')}
        </Button>
      }
    >
      {t('common.notFoundHint')}
    </Note>
  );
}
