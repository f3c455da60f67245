import type { ReactNode } from 'react';
import classes from '../inspector.module.css';

interface FieldProps {
  /** Dotted path in the node's configuration: where a click on a problem leads. */
  readonly name: string;
  readonly label?: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly children: ReactNode;
}

/** A part of a form with its label, its hint and what is wrong with it. */
export function Field({ name, label, hint, error, children }: FieldProps) {
  return (
    <div className={classes.group} data-field={name}>
      {label !== undefined && <p className={classes.label}>{label}</p>}
      {hint !== undefined && <p className={classes.hint}>{hint}</p>}
      {children}
      {error !== undefined && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
