import { Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './panel.module.css';

interface PanelProps {
  readonly title?: string;
  readonly aside?: ReactNode;
  /** Without inner padding: for tables and lists that bring their own. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** A sheet on the paper: hairline border, no shadow. */
export function Panel({ title, aside, flush = false, children }: PanelProps) {
  const id = useId();
  return (
    <section className={classes.panel} aria-labelledby={title === undefined ? undefined : id}>
      {title === undefined ? null : (
        <header className={classes.head}>
          <Title order={2} size="h3" id={id}>
            {title}
          </Title>
          {aside}
        </header>
      )}
      <div className={flush ? undefined : classes.body}>{children}</div>
    </section>
  );
}
