import { ApolloProvider } from '@apollo/client/react';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { RouterProvider } from 'react-router/dom';
import { client } from './apollo-client.ts';
import type { createRouter } from './router.tsx';
import { styleNonce } from './style-nonce.ts';
import { theme } from './theme.ts';
import { Toasts } from './toasts/toasts.tsx';

/** Everything a page needs around it. */
export function App({ router }: { router: ReturnType<typeof createRouter> }) {
  return (
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={styleNonce}>
        <ApolloProvider client={client}>
          <RouterProvider router={router} />
        </ApolloProvider>
        <Toasts />
      </MantineProvider>
    </StrictMode>
  );
}
