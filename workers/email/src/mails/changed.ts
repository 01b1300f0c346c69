import type { EventChange } from '../event-changes.ts';
import { type MailFacts, renderEventMail } from './event-mail.ts';
import type { Mail } from './layout.ts';

const labels = { title: 'Title before', time: 'Before', place: 'Place before' } as const;
const words = { title: 'its title', time: 'when it is', place: 'where it is' } as const;

/** To somebody with a seat, or in line, at an event that has another time, place or title. */
export function changed(facts: MailFacts, changes: readonly EventChange[]): Mail {
  const what = changes.map((change) => words[change.what]);
  return renderEventMail(
    {
      subject: `Changed: ${facts.event.title}`,
      heading: 'This event has changed',
      opening: `The organizer has changed ${what.join(' and ')}. This is how it is now:`,
      more: changes.map(({ what: which, before }) => [labels[which], before] as const),
      action: 'View the event',
      closing: "Can't make it any more? Open the event's page and choose “Leave”.",
    },
    facts,
  );
}
