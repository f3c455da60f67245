import { Button } from '@mantine/core';
import { IconBug, IconMapPinOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiFailure } from '../api/failure';
import { Failure, Note } from '../ui/states';

/** A screen that broke. The rest of the studio goes on. */
export function CrashPage({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  const { t } = useTranslation();
  if (error instanceof ApiFailure) {
    return (
      <main>
        <Failure error={error} retry={reset} heading={1} />
      </main>
    );
  }
  return (
    <main role="alert">
      <Note
        heading={1}
        icon={IconBug}
        title={t('common.crashed')}
        action={<Button onClick={() => window.location.reload()}>{t('common.reload')}</Button>}
      >
        {t('common.crashedHint')}
      </Note>
    </main>
  );
}

/** An address that leads nowhere, outside the shell. */
export function MissingPage() {
  return (
    <main>
      <Missing />
    </main>
  );
}

export function Missing() {
  const { t } = useTranslation();
  return (
    <Note
      heading={1}
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
