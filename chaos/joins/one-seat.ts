import { judge } from '@cityevents/cli/drop/judge';
import { percentile } from '@cityevents/cli/drop/latency';
import { MailCounter, mailTroubles } from '@cityevents/cli/drop/mail-catcher';
import { makePeople } from '@cityevents/cli/drop/make-people';
import { createDropEvent } from '@cityevents/cli/drop/prepare-event';
import { type Answer, race } from '@cityevents/cli/drop/race';
import { GraphqlClient } from '@cityevents/cli/graphql-client';
import { demoOrganizer, signIn } from '@cityevents/cli/sign-in';
import pg from 'pg';
import type { Report } from '../report.ts';

export interface OneSeat {
  users: number;
  /** The running system's. */
  environment: Record<string, string>;
  onProgress?: (text: string) => void;
}

const mailsWithinMs = 120_000;

/**
 * Everybody wants the one seat of an event at the same moment, through the gateway of a running system. One gets it,
 * the others stand in line in the order in which their joins were taken, and each is mailed once.
 */
export async function oneSeat({ users, environment, onProgress = () => {} }: OneSeat): Promise<Report> {
  const { PUBLIC_URL = '', MAIL_API_URL = '', JOINS_DATABASE_URL } = environment;
  const client = new GraphqlClient(PUBLIC_URL);
  const pool = new pg.Pool({ connectionString: JOINS_DATABASE_URL, max: 1 });
  try {
    const mails = await MailCounter.startingNow(MAIL_API_URL);
    const organizer = await signIn(client, environment, demoOrganizer);
    const event = await createDropEvent(client, organizer, { users, seats: 1 });
    const people = await makePeople(users, environment, (made) => onProgress(`${made} of ${users} people made`));
    const answers = await race(PUBLIC_URL, event.id, people, {
      onReady: (ready) => onProgress(`${ready} of ${users} people look at the page`),
      onAnswered: (answered) => onProgress(`${answered} of ${users} answered`),
    });
    const verdict = judge(event, answers);
    const violations = [...verdict.troubles, ...(await outOfOrder(pool, event.id, answers))];

    const addresses = people.map(({ email }) => email);
    await mails.untilReceived(addresses, mailsWithinMs, (received) => onProgress(`${received} of ${users} mailed`));
    violations.push(...mailTroubles(addresses, await mails.count()));
    const times = answers.map(({ milliseconds }) => milliseconds);
    return {
      figures: {
        people: users,
        confirmed: verdict.winners,
        waiting: verdict.waiting,
        errors: [...verdict.errors.values()].reduce((sum, count) => sum + count, 0),
        'told BUSY': answers.reduce((sum, { timesBusy }) => sum + timesBusy, 0),
        p50: `${percentile(times, 0.5).toFixed(0)} ms`,
        p99: `${percentile(times, 0.99).toFixed(0)} ms`,
      },
      violations,
    };
  } finally {
    await Promise.all([client.close(), pool.end()]);
  }
}

/** Whether the positions people were told follow the sequence numbers under which their joins were taken. */
async function outOfOrder(pool: pg.Pool, eventId: string, answers: Answer[]): Promise<string[]> {
  const { rows } = await pool.query<{ userId: string; status: string; lineNumber: number }>(
    `SELECT user_id AS "userId", status, line_number::int AS "lineNumber"
     FROM joins WHERE event_id = $1 ORDER BY line_number`,
    [eventId],
  );
  const told = new Map(answers.map(({ person, ...answer }) => [person.userId, answer]));
  const violations = rows.flatMap(({ userId, status, lineNumber }, index) => {
    const answer = told.get(userId);
    // The first join has the seat, the second is next in line.
    const expected = index === 0 ? 'CONFIRMED at null' : `WAITLISTED at ${index}`;
    const isAs = [`${status} at ${answer?.waitlistPosition}`, `${answer?.status} at ${answer?.waitlistPosition}`];
    if (lineNumber > rows[0]!.lineNumber + index)
      return [`number ${lineNumber} is the ${index + 1}th of the line: a gap`];
    return isAs.every((text) => text === expected)
      ? []
      : [`join ${index + 1} should be ${expected}: stored is ${isAs[0]}, told was ${isAs[1]}`];
  });
  if (rows.length !== answers.length) violations.push(`${rows.length} joins are stored of ${answers.length} people`);
  return violations;
}
