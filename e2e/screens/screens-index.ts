/** Widths of the windows that pictures are taken of: a phone's and a desk's. */
export const widths = [390, 1440] as const;
export const heights = { 390: 844, 1440: 900 } as const;

/** What docs/screens/README.md says: each page's four pictures in a row. */
export function screensIndex(names: readonly string[]): string {
  const picture = (file: string, shown: number) => `<img src="${file}.webp" width="${shown}" alt="${file}">`;
  const row = (name: string) =>
    [
      `## ${name}`,
      '',
      [
        picture(`${name}-390-light`, 160),
        picture(`${name}-390-dark`, 160),
        picture(`${name}-1440-light`, 420),
        picture(`${name}-1440-dark`, 420),
      ].join(' '),
      '',
    ].join('\n');
  return [
    '# Every page, as it looks',
    '',
    'At 390 and at 1440 px, in light and in dark colours, as `npm run screens` took them of a running system. Don’t edit: run it.',
    '',
    ...names.map(row),
  ].join('\n');
}
