import type { EdgeChange, NodeChange } from '@xyflow/react';
import type { FlowEdge, FlowNode } from '../graph/flow-graph';

/** The ids that are selected after these changes; null when none of them is about selection. */
export function chosenAfter(
  before: readonly string[],
  changes: readonly (NodeChange<FlowNode> | EdgeChange<FlowEdge>)[],
): readonly string[] | null {
  const selections = changes.filter((change) => change.type === 'select');
  if (selections.length === 0) return null;
  const chosen = new Set(before);
  for (const { id, selected } of selections) {
    if (selected) chosen.add(id);
    else chosen.delete(id);
  }
  return [...chosen];
}
