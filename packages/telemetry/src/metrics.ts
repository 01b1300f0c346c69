import { collectDefaultMetrics, register } from 'prom-client';

// The process's own: processor time, memory, event loop lag, garbage collection.
collectDefaultMetrics();

/** What is measured in this process, by whichever part of it: parts declare their metrics where they count. */
export const metrics = register;
