import { relative } from 'node:path';
import type { RunFolder } from './run-folder.ts';

/** The one block that says where everything is. */
export function banner(environment: Record<string, string>, run: RunFolder): string {
  const { PUBLIC_URL, MAIL_API_URL, NODE_ENV, SMTP_URL } = environment;
  const mail = MAIL_API_URL
    ? `${MAIL_API_URL.replace('127.0.0.1', 'localhost')}/index.html`
    : `sent for real, through ${new URL(SMTP_URL ?? 'smtp://unknown').host}`;
  const logins =
    NODE_ENV === 'production'
      ? []
      : [
          'Demo logins   organizer@cityevents.test  and  attendee@cityevents.test',
          '              password  cityevents-demo',
        ];
  const lines = [
    'CityEvents is running',
    '',
    `Pages         ${PUBLIC_URL}`,
    `GraphQL       ${PUBLIC_URL}/graphql`,
    `Mail inbox    ${mail}`,
    ...logins,
    `Logs          ${relative(process.cwd(), run.logs) || run.logs}`,
    '',
    'To stop       Ctrl-C',
  ];
  const width = Math.max(...lines.map((line) => line.length)) + 2;
  const rows = lines.map((line) => `│ ${line.padEnd(width)}│`);
  const edge = '─'.repeat(width + 1);
  return ['', `┌${edge}┐`, ...rows, `└${edge}┘`, ''].join('\n');
}
