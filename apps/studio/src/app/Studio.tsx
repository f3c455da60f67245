import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ApiFailure } from '../api/failure';
import { queryClient } from '../api/queries';
import { cssVariablesResolver } from '../theme/theme';
import { useTheme } from '../theme/use-theme';
import { AwayBar } from './AwayBar';
import { router } from './router';

// The same key is read by `public/scheme.js` before the first paint.
const schemeManager = localStorageColorSchemeManager({ key: 'ripen-scheme' });

export function Studio() {
  useSignedOutElsewhere();
  const theme = useTheme();
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      colorSchemeManager={schemeManager}
    >
      <QueryClientProvider client={queryClient}>
        <ModalsProvider>
          <AwayBar />
          <RouterProvider router={router} />
          <Notifications position="bottom-right" />
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** A session that ended meanwhile leads to sign-in, and back to the same place afterwards. */
function useSignedOutElsewhere(): void {
  useEffect(
    () =>
      queryClient.getQueryCache().subscribe(({ type, query }) => {
        const error: unknown = query.state.error;
        if (type !== 'updated' || !(error instanceof ApiFailure) || error.code !== 'not_signed_in') return;
        const { pathname, href } = router.state.location;
        if (pathname === '/sign-in' || pathname === '/setup' || router.state.status === 'pending') return;
        queryClient.clear();
        void router.navigate({ to: '/sign-in', search: { to: href } });
      }),
    [],
  );
}
