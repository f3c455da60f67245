import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './settings.module.css';

interface SectionHeadProps {
  readonly title: string;
  readonly hint: string;
  readonly action?: ReactNode;
}

export function SectionHead({ title, hint, action }: SectionHeadProps) {
  return (
    <Group justify="space-between" align="flex-end" gap="xs">
      <div className={classes.sectionText}>
        <Title order={2}>{title}</Title>
        <Text size="sm" c="dimmed" maw={600}>
          {hint}
        </Text>
      </div>
      {action}
    </Group>
  );
}
