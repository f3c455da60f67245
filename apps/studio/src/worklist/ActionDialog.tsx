import type { Dossier } from '@ripen/contracts';
import type { ComponentType } from 'react';
import { BantDialog } from './BantDialog';
import { CloseDialog } from './CloseDialog';
import { ContactDialog } from './ContactDialog';
import { FollowUpDialog } from './FollowUpDialog';
import type { HandoffAction } from './handoff-actions';
import { QuoteDialog } from './QuoteDialog';
import { ReassignDialog } from './ReassignDialog';
import { RejectDialog } from './RejectDialog';

/** What every dialog of the worklist is given. */
export interface HandoffDialogProps {
  readonly dossier: Dossier;
  readonly close: () => void;
  /** The API has done it, or it is held for a moment and goes by itself. */
  readonly done: () => void;
}

export type DialogAction = Exclude<HandoffAction, 'accept' | 'claim'>;

const DIALOGS: Readonly<Record<DialogAction, ComponentType<HandoffDialogProps>>> = {
  contact: ContactDialog,
  follow_up: FollowUpDialog,
  bant: BantDialog,
  quote: QuoteDialog,
  won: (props) => <CloseDialog kind="won" {...props} />,
  lost: (props) => <CloseDialog kind="lost" {...props} />,
  reject: RejectDialog,
  reassign: ReassignDialog,
};

export function ActionDialog({ action, ...props }: HandoffDialogProps & { readonly action: DialogAction }) {
  const Dialog = DIALOGS[action];
  return <Dialog {...props} />;
}
