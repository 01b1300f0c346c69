import { type MailFacts, renderEventMail } from './event-mail.ts';
import type { Mail } from './layout.ts';

/** To somebody who took a seat. */
export function confirmed(facts: MailFacts): Mail {
  return renderEventMail(
    {
      subject: `You're in: ${facts.event.title}`,
      heading: "You're in",
      opening: 'Your seat is confirmed. Here is what you need to know.',
      action: 'View the event',
      closing: "Can't make it? Open the event's page and choose “Leave”: your seat goes to the next person in line.",
    },
    facts,
  );
}
