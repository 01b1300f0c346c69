import { type MailFacts, renderEventMail } from './event-mail.ts';
import type { Mail } from './layout.ts';

/** To somebody with a seat, or in line, at an event that is called off. */
export function cancelled(facts: MailFacts): Mail {
  return renderEventMail(
    {
      subject: `Called off: ${facts.event.title}`,
      heading: 'This event is called off',
      opening:
        'The organizer has called this event off. It won’t take place as planned; there is nothing you need to do.',
      action: 'View the event',
      closing: 'Questions? Please ask the organizer.',
    },
    facts,
  );
}
