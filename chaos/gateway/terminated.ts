import { setTimeout as pause } from 'node:timers/promises';
import { testService } from '@cityevents/testing/test-services';
import { Client } from 'undici';
import type { Report } from '../report.ts';
import { OWN_QUESTION, startGatewayProcess } from './gateway-process.ts';

export interface Terminated {
  clients: number;
  /** How long they ask before the gateway is told to stop. */
  loadMs: number;
  onProgress?: (text: string) => void;
}

const MUST_END_WITHIN_MS = 10_000;

/** SIGTERM under load: each client asks on its own connection, as fast as it is answered, until it is asked to let go. */
export async function terminated({ clients, loadMs, onProgress }: Terminated): Promise<Report> {
  const gateway = await startGatewayProcess(testService('REDIS_URL'));
  const violations: string[] = [];
  let answered = 0;
  let letGo = 0;

  const client = async () => {
    const connection = new Client(gateway.url);
    try {
      for (;;) {
        const { statusCode, headers, body } = await connection.request({
          method: 'POST',
          path: '/graphql',
          headers: { 'content-type': 'application/json' },
          body: OWN_QUESTION,
        });
        await body.dump();
        answered += 1;
        if (statusCode !== 200) violations.push(`HTTP ${statusCode}`);
        if (headers.connection === 'close') {
          letGo += 1;
          return;
        }
      }
    } catch (error) {
      violations.push(`a request failed: ${(error as Error).message}`);
    } finally {
      await connection.destroy();
    }
  };
  const load = Promise.all(Array.from({ length: clients }, client));
  await pause(loadMs);
  onProgress?.(`${answered} answered; SIGTERM`);
  const { exitCode, milliseconds } = await gateway.terminate();
  await load;
  if (exitCode !== 0) violations.push(`it ended with exit code ${exitCode}`);
  if (milliseconds > MUST_END_WITHIN_MS) violations.push(`it took ${Math.round(milliseconds)} ms to end`);
  if (letGo !== clients) violations.push(`${letGo} of ${clients} clients were asked to let go`);
  return { figures: { answered, 'ms to end': Math.round(milliseconds) }, violations: violations.slice(0, 20) };
}
