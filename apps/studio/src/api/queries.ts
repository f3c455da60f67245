import {
  keepPreviousData,
  QueryClient,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from './client';
import { ApiFailure } from './failure';
import type { Answer, OperationId, Request } from './operation';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) =>
        count < 2 && error instanceof ApiFailure && (error.code === 'unreachable' || error.status >= 502),
    },
    mutations: { retry: false },
  },
});

/** One read, cached under the operation and what it was asked. */
export function apiQuery<K extends OperationId>(operation: K, request: Request<K>) {
  return queryOptions({
    queryKey: [operation, request] as const,
    queryFn: ({ signal }) => api(operation, request, signal),
  });
}

interface ReadOptions {
  readonly enabled?: boolean;
  /** Ask again after this many milliseconds while the page is visible. */
  readonly refetchInterval?: number;
  /** Keep showing the last answer while a new question is under way. */
  readonly keep?: boolean;
}

export function useApi<K extends OperationId>(
  operation: K,
  request: Request<K>,
  { keep = false, ...options }: ReadOptions = {},
) {
  return useQuery<Answer<K>, Error>({
    queryKey: [operation, request],
    queryFn: ({ signal }) => api(operation, request, signal),
    ...options,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Operations whose answer is a page with a cursor. */
export type PagedId = {
  [K in OperationId]: Answer<K> extends { items: readonly unknown[]; nextCursor: string | null; total: number }
    ? K
    : never;
}[OperationId];
type ItemOf<K extends PagedId> = Answer<K> extends { items: readonly (infer Item)[] } ? Item : never;
interface PageOf<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** A list read page by page; `rows` are all pages so far. */
export function useApiPages<K extends PagedId>(
  operation: K,
  request: Request<K>,
  options: Omit<ReadOptions, 'keep'> = {},
) {
  const pages = useInfiniteQuery({
    queryKey: [operation, 'pages', request],
    queryFn: async ({ signal, pageParam }) => {
      const query = { ...request.query, ...(pageParam === null ? {} : { cursor: pageParam }) };
      // `PagedId` holds only operations that answer so; TypeScript cannot follow that through the generic.
      return (await api(operation, { ...request, query }, signal)) as PageOf<ItemOf<K>>;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    ...options,
  });
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.items), [pages.data]);
  return { ...pages, rows, total: pages.data?.pages[0]?.total ?? 0 };
}

/** One write. Afterwards every read of the named operations is asked again. */
export function useApiAction<K extends OperationId>(operation: K, refreshes: readonly OperationId[]) {
  const client = useQueryClient();
  return useMutation<Answer<K>, Error, Request<K>>({
    mutationFn: (request) => api(operation, request),
    onSuccess: () => Promise.all(refreshes.map((name) => client.invalidateQueries({ queryKey: [name] }))),
  });
}
