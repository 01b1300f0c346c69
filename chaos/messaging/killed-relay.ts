import type { Report } from '../report.ts';
import { onStage } from './stage.ts';

export interface KilledRelay {
  kills: number;
  onProgress?: (text: string) => void;
}

/** The relay dies (SIGKILL) each time the broker has its messages and the outbox still has them, too. */
export function killedRelay({ kills, onProgress }: KilledRelay): Promise<Report> {
  return onStage(async (stage) => {
    let deliveries = 0;
    stage.startConsumer({ beforeEffect: () => deliveries++ });
    const release = await stage.holdDeletes();
    for (let kill = 0; kill < kills; kill++) {
      onProgress?.(`kill ${kill + 1} of ${kills}`);
      await stage.tell(50);
      const relay = stage.startRelay();
      const pid = await stage.hangingDelete();
      await relay.kill();
      await stage.terminate(pid);
    }
    const left = await stage.countLeft();
    await release();
    stage.startRelay();
    await stage.arrived();
    await stage.published();
    const violations = await stage.findViolations();
    if (left < kills * 50) violations.push(`only ${left} of ${kills * 50} messages were left by the kills`);
    if (deliveries <= kills * 50) violations.push('no kill met a relay whose messages the broker had already');
    return { figures: { kills, messages: kills * 50, deliveries }, violations };
  });
}
