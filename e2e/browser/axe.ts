import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What of an answer of axe is told: which rule, and where. */
type Violation = { id: string; help: string; nodes: { target: string[] }[] };

/** Every fault that axe finds on the page as it is now, by the rules of WCAG 2.2 A and AA and its best practices. */
export async function axeFaults(page: Page): Promise<string[]> {
  if (await page.evaluate<boolean>(`typeof axe === 'undefined'`)) await page.evaluate(axe.source);
  const violations = await page.evaluate<Violation[]>(
    `axe.run(document, {
       resultTypes: ['violations'],
       // What it would fetch beforehand is for sound and for experimental rules.
       preload: false,
       runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
     })
       .then(({ violations }) => violations.map(({ id, help, nodes }) => ({ id, help, nodes })))`,
  );
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}
