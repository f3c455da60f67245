import type { JourneyRow } from '@ripen/contracts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Mode } from '../editor/canvas-ui.store';

/** How the journey is looked at, as the address says it. What was never published can only be built. */
export function useMode({ liveVersion }: Pick<JourneyRow, 'liveVersion'>): readonly [Mode, (mode: Mode) => void] {
  const { mode = 'build' } = useSearch({ from: '/shell/journeys/$journeyId' });
  const navigate = useNavigate({ from: '/journeys/$journeyId' });
  const show = (wanted: Mode): void => void navigate({ search: wanted === 'build' ? {} : { mode: wanted } });
  return [liveVersion === null ? 'build' : mode, show];
}
