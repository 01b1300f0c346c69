import { registerHooks } from 'node:module';

// Prints the addresses of all modules that starting to trace loads, with an endpoint (the argument) or without.

registerHooks({
  load(url, context, nextLoad) {
    console.log(url);
    return nextLoad(url, context);
  },
});
const { startTracing } = await import('../src/start-tracing.ts');
const endpoint = process.argv[2] || undefined;
const stop = await startTracing({ service: 'trial', endpoint, share: 1, onTrouble: console.error });
await stop();
