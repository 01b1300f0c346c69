import { type MailFacts, renderEventMail } from './event-mail.ts';
import type { Mail } from './layout.ts';

/** To somebody whose seat, or place in line, the organizer took away. */
export function removed(facts: MailFacts): Mail {
  return renderEventMail(
    {
      subject: `You were taken off the list: ${facts.event.title}`,
      heading: 'You were taken off the list',
      opening: 'The organizer has removed you from this event, so you no longer have a seat or a place in line.',
      action: 'View the event',
      closing: 'You think this is a mistake? Please ask the organizer.',
    },
    facts,
  );
}
