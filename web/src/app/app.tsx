import { ApolloProvider } from '@apollo/client/react';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { RouterProvider } from 'react-router/dom';
import { client } from './apollo-client.ts';
import { router } from './router.tsx';
import { styleNonce } from './style-nonce.ts';
import { colorVariables, theme } from './theme.ts';
import { Toasts } from './toasts/toasts.tsx';

/** Everything a page needs around it. */
export function App() {
  return (
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={colorVariables}
        defaultColorScheme="auto"
        getStyleNonce={styleNonce}
      >
        <ApolloProvider client={client}>
          <RouterProvider router={router} />
        </ApolloProvider>
        <Toasts />
      </MantineProvider>
    </StrictMode>
  );
}
