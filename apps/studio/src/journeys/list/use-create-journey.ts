import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import { useLanguage } from '../../i18n/use-language';
import { templateGraph } from '../templates/templates';

export type Start = 'blank' | 'ripening' | 'returning' | 'copy';

interface Wish {
  readonly name: string;
  readonly start: Start;
  readonly copyOf: string;
}

/** Starts a journey and, where it begins with a template, draws that. Answers its id. */
export function useCreateJourney() {
  const client = useQueryClient();
  const language = useLanguage();
  return useMutation<string, Error, Wish>({
    mutationFn: async ({ name, start, copyOf }) => {
      const draft = await api('createJourney', { body: { name, ...(start === 'copy' ? { copyOf } : {}) } });
      if (start === 'ripening' || start === 'returning') {
        const [teams, offers] = await Promise.all([api('listTeams', {}), api('listOffers', {})]);
        const pageUrl = offers.items[0]?.formUrl ?? window.location.origin;
        const graph = templateGraph(start, { teamId: teams.items[0]?.id ?? '', language, pageUrl });
        await api('saveDraft', { params: { id: draft.journey.id }, body: { revision: draft.revision, graph } });
      }
      return draft.journey.id;
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['listJourneys'] }),
  });
}
