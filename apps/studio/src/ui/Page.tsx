import { Group, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import classes from './page.module.css';

interface PageProps {
  readonly title: string;
  /** What stands on the browser tab; the title unless given. */
  readonly tab?: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  /** Fill the height of the window; the children scroll themselves. */
  readonly fill?: boolean;
  readonly children: ReactNode;
}

/** The frame of a screen: one heading, one line, the actions at its right. */
export function Page({ title, tab = title, lead, actions, fill = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${tab} · Ripen`;
  }, [tab]);
  return (
    <div className={classes.page} data-fill={fill || undefined}>
      <header className={classes.head}>
        <div>
          <Title order={1}>{title}</Title>
          {lead === undefined ? null : <div className={classes.lead}>{lead}</div>}
        </div>
        {actions === undefined ? null : <Group gap="xs">{actions}</Group>}
      </header>
      {children}
    </div>
  );
}
