import { useQuery } from '@tanstack/react-query';
import { useApiAction } from '../../api/queries';
import { api } from '../../api/client';
import type { JourneySession } from '../editor/journey-session';

/** Saving, checking and publishing as the dialog needs them. The server checks what it has saved, so saving comes first. */
export function usePublish(session: JourneySession, journeyId: string) {
  const check = useQuery({
    queryKey: ['validateJourney', journeyId],
    queryFn: async ({ signal }) => {
      if (!(await session.saver.flush())) return 'unsaved' as const;
      return api('validateJourney', { params: { id: journeyId } }, signal);
    },
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const action = useApiAction('publishJourney', ['getDraft', 'listJourneys', 'listVersions', 'getVersion']);
  return {
    check,
    published: action.data?.version ?? null,
    isPublishing: action.isPending,
    error: action.error,
    publish: (note: string) =>
      action.mutate({ params: { id: journeyId }, body: { revision: session.saver.currentRevision, note } }),
  };
}
