import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../ports.ts';
import type { Supervisor } from '../supervisor.ts';
import { untilAnswers } from '../until-answers.ts';

/** What a start takes over of the mails caught before; reading more would slow it down. */
const keptOverRestart = 500;
/** What the catcher holds at a time, at about 15 kB of memory each. */
const heldAtMost = 20_000;

export interface MailCatcherUrls {
  smtp: string;
  /** The base of maildev's HTTP interface: /api/email lists what arrived, /index.html shows it to people. */
  web: string;
}

/** Starts maildev, which takes every mail and delivers none. */
export async function startMailCatcher(
  supervisor: Supervisor,
  folder: string,
  webPort: number,
): Promise<MailCatcherUrls> {
  const mails = join(folder, 'mail');
  await mkdir(mails, { recursive: true, mode: 0o700 });
  await keepNewest(mails);
  const smtpPort = await freePort();
  const program = join(dirname(fileURLToPath(import.meta.resolve('maildev'))), 'bin', 'maildev.js');
  const listen = ['--ip', '127.0.0.1', '--smtp', String(smtpPort), '--web-ip', '127.0.0.1', '--web', String(webPort)];
  supervisor.start({
    name: 'mail-catcher',
    role: 'service',
    givesWay: true,
    program: process.execPath,
    arguments: [program, ...listen, '--mail-directory', mails, '--max-emails', String(heldAtMost)],
    environment: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('MAILDEV_'))),
    folder: mails,
  });
  const web = `http://127.0.0.1:${webPort}`;
  await untilAnswers('The mail catcher', supervisor, async () => {
    const answer = await fetch(`${web}/api/healthz`, { signal: AbortSignal.timeout(2_000) });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  });
  return { smtp: `smtp://127.0.0.1:${smtpPort}`, web };
}

async function keepNewest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.eml'));
  if (names.length <= keptOverRestart) return;
  const dated = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })));
  const old = dated.sort((a, b) => b.at - a.at).slice(keptOverRestart);
  await Promise.all(old.map(({ name }) => rm(join(folder, name), { force: true })));
}
