import { type MailFacts, renderEventMail } from './event-mail.ts';
import type { Mail } from './layout.ts';

/** To somebody who waited and now has a seat. */
export function promoted(facts: MailFacts): Mail {
  return renderEventMail(
    {
      subject: `A seat is yours: ${facts.event.title}`,
      heading: 'A seat is yours',
      opening: "A seat became free and you were next in line. It's yours now; there is nothing you need to do.",
      action: 'View the event',
      closing: "Can't make it any more? Open the event's page and choose “Leave”: your seat goes to the next in line.",
    },
    facts,
  );
}
