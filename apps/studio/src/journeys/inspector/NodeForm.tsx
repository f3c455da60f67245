import type { JourneyNode, NodeKindName } from '@ripen/journey';
import type { ComponentType } from 'react';
import { BranchForm } from './forms/BranchForm';
import { ExitForm } from './forms/ExitForm';
import { HandOffForm } from './forms/HandOffForm';
import { SendEmailForm } from './forms/SendEmailForm';
import { TriggerForm } from './forms/TriggerForm';
import { WaitForm } from './forms/WaitForm';
import { WaitUntilForm } from './forms/WaitUntilForm';

/** Each kind's form; the kind's own schema and check say whether what it holds is right. */
const FORMS: Readonly<Record<NodeKindName, ComponentType<{ readonly node: JourneyNode }>>> = {
  trigger: TriggerForm,
  wait: WaitForm,
  wait_until: WaitUntilForm,
  branch: BranchForm,
  send_email: SendEmailForm,
  hand_off: HandOffForm,
  exit: ExitForm,
};

export function NodeForm({ node }: { node: JourneyNode }) {
  const Form = FORMS[node.kind];
  return <Form node={node} />;
}
