import { readArguments, runCommand } from '@cityevents/command/command';
import { readRunningSystem } from '@cityevents/command/environment';
import { ProgressLine } from '@cityevents/command/progress';
import { z } from 'zod';
import { closeDatabases } from '../fsck/databases.ts';
import { fsck, openSystemDatabases } from '../fsck/fsck.ts';
import { GraphqlClient } from '../graphql-client.ts';
import { demoOrganizer, signIn } from '../sign-in.ts';
import { judge, type Verdict } from './judge.ts';
import { histogram, percentile } from './latency.ts';
import { MailCounter, mailTroubles } from './mail-catcher.ts';
import { makePeople, type Person } from './make-people.ts';
import { createDropEvent, takeEvent } from './prepare-event.ts';
import { type Answer, race } from './race.ts';

const usage = `Usage: npm run drop -- [--users 1000] [--seats 1] [--event ID] [--mail-seconds 120]

Lets people race for seats in the running system, all at the same moment, and checks what came out of it.
  --users          how many people (1 to 10,000)
  --seats          how many seats (1 to 1,000,000); with --event the event gets this capacity, or keeps its own
  --event          an event of ${demoOrganizer}; without, one is made
  --mail-seconds   how long to wait for the mails

The exit code is 1 when anything is not as it must be.`;

const wholeNumber = (min: number, max: number) => {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.coerce.number(message).int(message).min(min, message).max(max, message);
};

const shape = z.object({
  positionals: z.array(z.string()).max(0, 'It takes options only.'),
  users: wholeNumber(1, 10_000).default(1000),
  seats: wholeNumber(1, 1_000_000).optional(),
  event: z.uuid('must be the id of an event').optional(),
  'mail-seconds': wholeNumber(1, 3600).default(120),
});

const string = { type: 'string' } as const;

await runCommand(async () => {
  const options = readArguments(usage, { users: string, seats: string, event: string, 'mail-seconds': string }, shape);
  const { users, seats } = options;
  const system = readRunningSystem(['PUBLIC_URL', 'MAIL_API_URL']);
  const progress = new ProgressLine();
  const databases = await openSystemDatabases();
  const client = new GraphqlClient(system.PUBLIC_URL);
  try {
    const mails = system.MAIL_API_URL ? await MailCounter.startingNow(system.MAIL_API_URL) : undefined;
    const organizer = await signIn(client, system.all, demoOrganizer);
    const event = options.event
      ? await takeEvent(client, organizer, options.event, seats)
      : await createDropEvent(client, organizer, { users, seats: seats ?? 1 });
    console.log(`"${event.title}" ${system.PUBLIC_URL}/events/${event.id}`);
    console.log(
      `  ${event.seatsTaken} of ${event.capacity ?? 'unlimited'} seats taken, ${event.waitlistLength} waiting`,
    );

    const people = await makePeople(users, system.all, (made) => progress.show(`${made} of ${users} people made`));
    progress.finish(`${users} people made`);
    const answers = await race(system.PUBLIC_URL, event.id, people, {
      onReady: (ready) => {
        progress.show(`${ready} of ${users} people look at the page`);
        if (ready === users) progress.finish(`${users} people look at the page; now they all join`);
      },
      onAnswered: (answered) => progress.show(`${answered} of ${users} answered`),
    });
    progress.finish(`${answers.length} of ${users} answered`);
    const verdict = judge(event, answers);
    printRace(answers, verdict);

    const troubles = [...verdict.troubles, ...(await checkMails(mails, answers, options['mail-seconds']))];
    console.log('\nInvariants:');
    if (!(await fsck(databases, 60))) troubles.push('a rule is broken (see above)');
    // A second mail to somebody may come late.
    if (mails && troubles.length === 0) troubles.push(...mailTroubles(addressesOf(answers), await mails.count()));
    console.log(troubles.length === 0 ? '\nAll is as it must be.' : `\nNot as it must be: ${troubles.join('; ')}.`);
    return troubles.length === 0 ? 0 : 1;
  } finally {
    await client.close();
    await closeDatabases(databases);
  }
});

function printRace(answers: Answer[], verdict: Verdict): void {
  const times = answers.map((answer) => answer.milliseconds);
  const busy = answers.reduce((sum, answer) => sum + answer.timesBusy, 0);
  const errors = [...verdict.errors].map(([error, count]) => `${count} × ${error}`).join(', ');
  const positions = answers.flatMap(({ waitlistPosition }) => waitlistPosition ?? []);
  const line =
    positions.length > 0
      ? `, at positions ${positions.reduce((a, b) => Math.min(a, b))} to ${positions.reduce((a, b) => Math.max(a, b))}`
      : '';
  console.log(`
Winners:  ${verdict.winners}
Waiting:  ${verdict.waiting}${line}
Errors:   ${errors || '0'}${busy > 0 ? `; told to come back later: ${busy} times` : ''}
Answered: p50 ${percentile(times, 0.5).toFixed(0)} ms, p95 ${percentile(times, 0.95).toFixed(0)} ms, p99 ${percentile(times, 0.99).toFixed(0)} ms
${histogram(times)
  .map((row) => `  ${row}`)
  .join('\n')}
`);
}

async function checkMails(mails: MailCounter | undefined, answers: Answer[], seconds: number): Promise<string[]> {
  if (!mails) {
    console.log('Mails:    not looked at, MAIL_API_URL is not set');
    return [];
  }
  const addresses = addressesOf(answers);
  const progress = new ProgressLine();
  let last = 0;
  await mails.untilReceived(addresses, seconds * 1000, (received) => {
    last = received;
    progress.show(`${received} of ${addresses.length} people mailed`);
  });
  progress.finish(`${last} of ${addresses.length} people mailed`);
  const troubles = mailTroubles(addresses, await mails.count());
  console.log(`Mails:    ${troubles.length === 0 ? `one each to ${addresses.length} people` : troubles.join(', ')}`);
  return troubles;
}

/** Those who must have received a mail: who has a seat or waits. */
function addressesOf(answers: Answer[]): Person['email'][] {
  return answers.filter(({ status }) => status !== null).map(({ person }) => person.email);
}
