import { type Me, routeOf } from '@ripen/contracts';
import type { Role } from '@ripen/domain';
import { useSuspenseQuery } from '@tanstack/react-query';
import type { OperationId } from '../api/operation';
import { apiQuery } from '../api/queries';

export const meQuery = apiQuery('getMe', {});

/** Who is signed in. Only below the signed-in layout, whose loader has fetched it. */
export function useMe(): Me {
  return useSuspenseQuery({ ...meQuery, staleTime: 60_000 }).data;
}

/** The zone in which this person reads times: their own, else the workspace's. */
export function useZone(): string {
  const me = useMe();
  return me.user.zone ?? me.workspace.zone;
}

/** Whether a role may call an operation, read from the same table that the API enforces. */
export function mayCall(role: Role, operation: OperationId): boolean {
  const audience = routeOf(operation).roles;
  return typeof audience === 'string' ? audience !== 'write_key' : audience.includes(role);
}

export function useMay(): (operation: OperationId) => boolean {
  const { role } = useMe().user;
  return (operation) => mayCall(role, operation);
}
