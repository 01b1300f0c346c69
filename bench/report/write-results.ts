import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toMarkdown } from './markdown.ts';
import { toSvg } from './plot.ts';
import type { Report } from './report.ts';

const folder = join(import.meta.dirname, '..', 'results');

/** Replaces the results of the suite's last run, and says where they are. */
export async function writeResults(report: Report): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = (extension: string) => join(folder, `${report.suite}.${extension}`);
  await writeFile(file('json'), `${JSON.stringify(report, undefined, 2)}\n`);
  await writeFile(file('svg'), await toSvg(report));
  await writeFile(file('md'), toMarkdown(report));
  return file('md');
}
