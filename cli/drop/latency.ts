/** The smallest value that `share` (0 to 1] of all values don't exceed: the nearest-rank percentile. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
}

/** A picture of how values (milliseconds) are spread: ten rows of equal width from 0 to the largest. */
export function histogram(values: number[], width = 50): string[] {
  const rows = 10;
  const step = Math.max(1, Math.ceil(Math.max(...values) / rows));
  const counts = Array.from({ length: rows }, (_, row) => {
    return values.filter((value) => Math.min(rows - 1, Math.floor(value / step)) === row).length;
  });
  const most = Math.max(...counts);
  const digits = String(step * rows).length;
  return counts.map((count, row) => {
    const bar = '█'.repeat(count === 0 ? 0 : Math.max(1, Math.round((count / most) * width)));
    const [from, to] = [row * step, (row + 1) * step].map((edge) => String(edge).padStart(digits));
    return `${from}–${to} ms ${bar} ${count}`;
  });
}
