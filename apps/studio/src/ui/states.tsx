import { Button, CopyButton, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconCloudOff, IconFilterOff, type IconProps, IconSeedling } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { awayIn } from '../api/away';
import { ApiFailure } from '../api/failure';
import classes from './states.module.css';

interface NoteProps {
  readonly icon?: ComponentType<IconProps>;
  readonly title: string;
  /** 1 where nothing else on the page is the heading. */
  readonly heading?: 1 | 2;
  readonly children?: ReactNode;
  /** The one next action. */
  readonly action?: ReactNode;
}

/** A calm panel in the place of a list that has nothing to show. */
export function Note({ icon: Icon = IconSeedling, title, heading = 2, children, action }: NoteProps) {
  return (
    <div className={classes.note}>
      <span className={classes.icon}>
        <Icon size={24} stroke={1.5} aria-hidden />
      </span>
      <Title order={heading} size="h2">
        {title}
      </Title>
      {children === undefined ? null : (
        <Text size="sm" c="dimmed" maw={440}>
          {children}
        </Text>
      )}
      {action}
    </div>
  );
}

/** What went wrong, the way on, and the id to quote. During an absence there is nothing to do: it is loaded when that is over. */
export function Failure({
  error,
  retry,
  heading = 2,
}: {
  readonly error: Error;
  readonly retry?: () => void;
  readonly heading?: 1 | 2;
}) {
  const { t } = useTranslation();
  const away = awayIn(error);
  if (away !== null) {
    return (
      <Note heading={heading} icon={IconCloudOff} title={t('common.awayTitle')}>
        {t(`common.away.${away}`)}
      </Note>
    );
  }
  const correlationId = error instanceof ApiFailure ? error.correlationId : null;
  const copy = correlationId === null ? null : <CorrelationId id={correlationId} />;
  return (
    <div role="alert">
      <Note
        heading={heading}
        icon={IconCloudOff}
        title={t('common.failedTitle')}
        action={
          <Stack gap="xs" align="center">
            {retry === undefined ? null : (
              <Button variant="default" onClick={retry}>
                {t('common.retry')}
              </Button>
            )}
            {copy}
          </Stack>
        }
      >
        {error.message}
      </Note>
    </div>
  );
}

function CorrelationId({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  return (
    <CopyButton value={id}>
      {({ copied, copy }) => (
        <Button variant="subtle" color="gray" size="compact-xs" onClick={copy}>
          {copied ? t('common.copied') : t('common.correlation', { id })}
        </Button>
      )}
    </CopyButton>
  );
}

export function NothingMatches({ clear }: { readonly clear: () => void }) {
  const { t } = useTranslation();
  return (
    <Note
      icon={IconFilterOff}
      title={t('common.nothingMatches')}
      action={
        <Button variant="default" onClick={clear}>
          {t('common.clearFilters')}
        </Button>
      }
    />
  );
}

/** Grey lines in the shape of a list, while it is on its way. */
export function SkeletonRows({ rows = 8, height = 40 }: { readonly rows?: number; readonly height?: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('common.loading')}>
      {Array.from({ length: rows }, (_, index) => (
        <Group key={index} h={height} px="sm" gap="lg" wrap="nowrap" className={classes.row}>
          <Skeleton height={12} width={`${28 - (index % 3) * 5}%`} />
          <Skeleton height={12} width="18%" />
          <Skeleton height={12} width={`${14 + (index % 4) * 4}%`} />
        </Group>
      ))}
    </div>
  );
}

interface LoadedProps<T> {
  readonly query: { readonly data: T | undefined; readonly error: Error | null; readonly refetch: () => unknown };
  readonly skeleton?: ReactNode;
  /** 1 where the content brings the page's heading, so that a failure has to. */
  readonly heading?: 1 | 2;
  readonly children: (data: T) => ReactNode;
}

/** Skeleton, failure with retry, or the content. */
export function Loaded<T>({ query, skeleton = <SkeletonRows />, heading = 2, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) return <Failure error={query.error} retry={() => void query.refetch()} heading={heading} />;
  return skeleton;
}
