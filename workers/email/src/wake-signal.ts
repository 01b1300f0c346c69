/** Lets one loop sleep until there is work. */
export interface WakeSignal {
  wake(): void;
  /** Resolves when woken, or after so many milliseconds. A wake before the wait counts. */
  wait(milliseconds: number): Promise<void>;
}

export function createWakeSignal(): WakeSignal {
  let woken = false;
  let resolveWait: (() => void) | undefined;
  return {
    wake() {
      woken = true;
      resolveWait?.();
    },
    async wait(milliseconds) {
      if (!woken) {
        const waiting = Promise.withResolvers<void>();
        resolveWait = waiting.resolve;
        const timer = setTimeout(waiting.resolve, milliseconds);
        await waiting.promise;
        clearTimeout(timer);
        resolveWait = undefined;
      }
      woken = false;
    },
  };
}
