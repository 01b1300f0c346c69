import { eventually } from '@cityevents/testing/wait';
import type { Report } from '../report.ts';
import type { Child } from './child.ts';
import { onStage, type Stage } from './stage.ts';

export interface FrozenRelay {
  freezes: number;
  /** Told while a relay is frozen. */
  messages: number;
  onProgress?: (text: string) => void;
}

/**
 * Of two relays that share the work one stands still (SIGSTOP) in the midst of it, until the other has taken its lanes and
 * published everything, and goes on. What it had in hand it publishes again, and its deletes come too late.
 */
export function frozenRelay({ freezes, messages, onProgress }: FrozenRelay): Promise<Report> {
  return onStage(async (stage) => {
    stage.startConsumer();
    const relays: Child[] = [stage.startRelay(), stage.startRelay()];
    await bothWork(stage);
    const takenOverAfter: number[] = [];
    for (let freeze = 0; freeze < freezes; freeze++) {
      onProgress?.(`freeze ${freeze + 1} of ${freezes}`);
      const frozen = relays[freeze % 2]!;
      await stage.tell(messages / 2);
      frozen.freeze();
      const frozenAt = performance.now();
      await stage.tell(messages / 2);
      await stage.arrived();
      takenOverAfter.push((performance.now() - frozenAt) / 1000);
      frozen.thaw();
      await stage.tell(messages / 2);
      await bothWork(stage);
    }
    await stage.arrived();
    await stage.published();
    const longest = Math.max(...takenOverAfter).toFixed(1);
    return {
      figures: { freezes, 'everything arrived without the frozen one after at most': `${longest} s` },
      violations: await stage.findViolations(),
    };
  });
}

async function bothWork(stage: Stage): Promise<void> {
  await eventually(
    async () => {
      const lanes = await stage.sharedLanes();
      if (lanes.join() !== '8,8') throw new Error(`The lanes are shared ${lanes.join(' to ')}`);
    },
    { timeoutMs: 60_000 },
  );
}
