/** Seconds in the largest unit of which there are two at least: 119 seconds, 3 hours. */
export function inWords(seconds: number): string {
  const units = [
    ['days', 86_400],
    ['hours', 3_600],
    ['minutes', 60],
  ] as const;
  const [name, length] = units.find(([, length]) => seconds >= 2 * length) ?? ['seconds', 1];
  return `${Math.floor(seconds / length)} ${name}`;
}
