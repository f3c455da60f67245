import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api } from '../api/client';
import { Loaded, SkeletonRows } from '../ui/states';
import { JourneyWorkspace } from './page/JourneyWorkspace';

/** One journey: drawn, watched live, looked back upon. */
export function JourneyPage() {
  const { journeyId } = useParams({ from: '/shell/journeys/$journeyId' });
  // Read once when the page opens: from then on the open drawing is the truth, and the saver watches the revision.
  const draft = useQuery({
    queryKey: ['getDraft', 'open', journeyId],
    queryFn: ({ signal }) => api('getDraft', { params: { id: journeyId } }, signal),
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <Loaded query={draft} skeleton={<SkeletonRows rows={12} />}>
      {(opened) => <JourneyWorkspace key={journeyId} draft={opened} />}
    </Loaded>
  );
}
