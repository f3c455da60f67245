import type { FirstLap } from '@ripen/contracts';
import { useApi, useApiAction } from '../api/queries';
import { useMay, useMe } from '../session/session';
import { notifyFailure } from '../ui/notices';

const REFRESH_MS = 2_000;

interface FirstLapState {
  /** Null: there is no lap for this person, or it is not known yet. */
  readonly lap: FirstLap['lap'];
  readonly dismissed: boolean;
  change(change: { dismissed?: boolean; again?: true }): void;
}

/** How far this person is in the first lap. While the guide is open the facts are asked for again and again. */
export function useFirstLap(): FirstLapState {
  const { workspace } = useMe();
  const may = useMay()('getFirstLap');
  const enabled = workspace.example && may;
  const first = useApi('getFirstLap', {}, { enabled });
  const open = enabled && first.data?.dismissed === false;
  useApi('getFirstLap', {}, { enabled: open, ...(open ? { refetchInterval: REFRESH_MS } : {}) });
  const update = useApiAction('updateFirstLap', ['getFirstLap']);
  return {
    lap: enabled ? (first.data?.lap ?? null) : null,
    dismissed: first.data?.dismissed ?? true,
    change: (body) => update.mutate({ body }, { onError: notifyFailure }),
  };
}
