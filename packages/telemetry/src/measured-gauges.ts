import { Gauge } from 'prom-client';

/** The figures of one thing, which its labels name. */
export type Measured<Figure extends string> = { labels: Record<string, string>; figures: Record<Figure, number> };

/**
 * Declares gauges whose figures are found out together, by asking once whenever the metrics are read. What gives no answer
 * has no figures then.
 *
 * @param options.measure must come to an end: whoever reads the metrics waits for it
 */
export function declareGauges<Figure extends string>(options: {
  gauges: Record<Figure, { name: string; help: string }>;
  labelNames: readonly string[];
  measure: () => Promise<Measured<Figure>[]>;
  onFailure: (error: unknown) => void;
}): void {
  const { gauges, labelNames, measure, onFailure } = options;
  let asked: Promise<Measured<Figure>[]> | undefined;

  // All gauges are read at the same moment, so those after the first find its question under way.
  function askOnce(): Promise<Measured<Figure>[]> {
    asked ??= measure()
      .catch((error: unknown) => {
        onFailure(error);
        return [];
      })
      .finally(() => {
        asked = undefined;
      });
    return asked;
  }

  for (const [figure, { name, help }] of Object.entries(gauges) as [Figure, { name: string; help: string }][]) {
    new Gauge({
      name,
      help,
      labelNames: [...labelNames],
      async collect() {
        const measured = await askOnce();
        this.reset();
        if (measured.length === 0) this.remove();
        for (const { labels, figures } of measured) this.set(labels, figures[figure]);
      },
    });
  }
}
