import { type MailFacts, renderEventMail } from './event-mail.ts';
import type { Mail } from './layout.ts';

/** To somebody who took a place in line; position 1 is next. */
export function waitlisted(facts: MailFacts, position: number): Mail {
  return renderEventMail(
    {
      subject: `You're number ${position} in line for ${facts.event.title}`,
      heading: `You're number ${position} in line`,
      opening:
        "All seats are taken, so you're on the waitlist. When a seat becomes free and it's your turn, it is yours and we write to you at once.",
      action: 'See your place in line',
      closing: "No longer interested? Open the event's page and choose “Leave” to give up your place.",
    },
    facts,
  );
}
