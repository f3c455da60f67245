import type { Ref } from 'react';
import { useEditor } from '../editor/EditorContext';
import { PeoplePanel } from './PeoplePanel';

interface SelectedProps {
  readonly journeyId: string;
  /** Only those on this version; absent: on any. */
  readonly version?: number;
  readonly ref: Ref<HTMLElement>;
}

/** The people at the card that is selected. */
export function SelectedPeople({ journeyId, version, ref }: SelectedProps) {
  const [nodeId] = useEditor((state) => state.selection.nodes);
  const node = useEditor((state) => state.graph.nodes.find((candidate) => candidate.id === nodeId));
  return <PeoplePanel key={node?.id} ref={ref} journeyId={journeyId} version={version} node={node ?? null} />;
}
