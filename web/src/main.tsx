import './app/styles.css';
import { createRoot } from 'react-dom/client';
import { session } from './app/apollo-client.ts';
import { App } from './app/app.tsx';
import { createRouter } from './app/router.tsx';

// Both ask for what they need at once. In the moment before anything is drawn their requests go out, and a page without
// code of its own to wait for is ready: it takes the place of what index.html shows.
void session.refresh();
const router = createRouter();
await new Promise((resolve) => setTimeout(resolve));

createRoot(document.getElementById('root')!).render(<App router={router} />);
