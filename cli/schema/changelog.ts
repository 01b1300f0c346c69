import type { Entry } from './accepted-changes.ts';
import type { Change } from './compare.ts';

const HEADER = `# Changes of the API

What changed for those who use the API, by the day of its release, the latest first. Written by \`npm run schema:release\`
from what the schema check finds; a breaking change stands here with what to do about it.
`;

/** The changelog with one release more. */
export function addRelease(changelog: string, date: string, changes: readonly Change[], entries: readonly Entry[]) {
  const earlier = changelog.startsWith(HEADER) ? changelog.slice(HEADER.length) : '';
  return `${HEADER}\n${describeRelease(date, changes, entries)}${earlier}`;
}

function describeRelease(date: string, changes: readonly Change[], entries: readonly Entry[]): string {
  // Entries are headed as documents of their own; here they are parts of one.
  const told = entries.map(({ text }) => `${text.replace(/^(#+ )/gm, '##$1')}\n`);
  const others = changes.filter(({ verdict }) => verdict !== 'accepted');
  const list = others.map(({ verdict, text }) => `- ${verdict === 'dangerous' ? '**Take care**: ' : ''}${text}`);
  return [`## ${date}`, '', ...told, ...(list.length > 0 ? [...list, ''] : []), ''].join('\n').replace(/\n+$/, '\n');
}
