import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './explorer.css';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import welcome from './welcome.txt?raw';

// The API's reference and a place to try it, for integrators. It asks as nobody: who wants more puts an API key into the
// headers, which are forgotten with the page.

const fetcher = createGraphiQLFetcher({ url: '/graphql' });

createRoot(document.getElementById('root')!).render(
  <GraphiQL fetcher={fetcher} defaultQuery={welcome} shouldPersistHeaders={false} />,
);
