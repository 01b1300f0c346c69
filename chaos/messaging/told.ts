/** An effect, as it was made. */
export interface Effect {
  aggregateId: string;
  sequence: number;
}

/**
 * Compares what was told with what was effected.
 *
 * @param told how many facts of each aggregate, numbered from 1 on.
 * @param effects in the order they were made.
 * @param parked facts that were rightly given up, as `<aggregate> <sequence>`.
 * @param isOrdered whether each aggregate's must have been made in the order of their numbers.
 * @returns what doesn't fit, one text each: lost, unexpected, repeated, out of order.
 */
export function compare(
  told: ReadonlyMap<string, number>,
  effects: readonly Effect[],
  { parked = new Set<string>(), isOrdered = true }: { parked?: ReadonlySet<string>; isOrdered?: boolean } = {},
): string[] {
  const violations: string[] = [];
  const effected = new Set<string>();
  const latest = new Map<string, number>();
  for (const { aggregateId, sequence } of effects) {
    const fact = `${aggregateId} ${sequence}`;
    const isTold = sequence >= 1 && sequence <= (told.get(aggregateId) ?? 0) && !parked.has(fact);
    if (!isTold) violations.push(`unexpected: ${fact}`);
    if (effected.has(fact)) violations.push(`repeated: ${fact}`);
    effected.add(fact);
    const before = latest.get(aggregateId) ?? 0;
    if (isOrdered && sequence < before) violations.push(`out of order: ${fact} came after ${before}`);
    latest.set(aggregateId, Math.max(before, sequence));
  }
  for (const [aggregateId, count] of told) {
    for (let sequence = 1; sequence <= count; sequence++) {
      const fact = `${aggregateId} ${sequence}`;
      if (!effected.has(fact) && !parked.has(fact)) violations.push(`lost: ${fact}`);
    }
  }
  return violations;
}
