import './app/styles.css';
import { createRoot } from 'react-dom/client';
import { session } from './app/apollo-client.ts';
import { App } from './app/app.tsx';

// Asked for before anything is drawn: the first queries wait for the answer.
void session.refresh();

createRoot(document.getElementById('root')!).render(<App />);
