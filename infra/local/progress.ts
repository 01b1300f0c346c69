export interface Progress {
  /** Shows that a step has begun, and with the result how it ended and how long it took. */
  step<T>(title: string, work: (note: (text: string) => void) => Promise<T>): Promise<T>;
  /** A line between the steps. */
  say(line: string): void;
}

/** Progress as plain lines, on a terminal and in a log alike. */
export function showProgress(write: (line: string) => void = console.log): Progress {
  return {
    say: write,
    async step(title, work) {
      const started = Date.now();
      write(`• ${title} …`);
      let result = '';
      try {
        const value = await work((text) => {
          result = `: ${text}`;
        });
        write(`✓ ${title}${result} (${seconds(started)})`);
        return value;
      } catch (error) {
        write(`✗ ${title} (${seconds(started)})`);
        throw error;
      }
    },
  };
}

/** For runs inside others: nothing is shown. */
export const quietProgress: Progress = { say: () => {}, step: (_title, work) => work(() => {}) };

export function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
