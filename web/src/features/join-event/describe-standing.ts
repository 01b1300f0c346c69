import { ownZone } from '../../components/date-format.ts';
import { describeMoment } from '../../components/event-moment.ts';
import type { JoinStanding } from './join-standing.ts';
import { joinTexts } from './texts.ts';

/** A standing in words, and the colour they come in. */
export interface StandingWords {
  readonly title: string;
  readonly text: string;
  readonly tone: 'good' | 'wait' | 'calm';
}

/**
 * What stands there from the tap to its answer: what it comes to as things stand. It is no promise, in a drop least of all, so
 * the seat's own words and the ticket wait for the answer.
 */
export function describeWish(standing: 'open' | 'sold-out'): StandingWords {
  const title = standing === 'open' ? joinTexts.takingSeat : joinTexts.joiningLine;
  return { title, text: joinTexts.wishMore, tone: 'wait' };
}

/** Puts a standing into words; times are on the viewer's clock, and on the event's where it differs. */
export function describeStanding(standing: JoinStanding, eventZone: string): StandingWords {
  switch (standing.kind) {
    case 'confirmed':
      return { title: joinTexts.confirmed, text: joinTexts.confirmedMore, tone: 'good' };
    case 'checked-in':
      return { title: joinTexts.checkedIn, text: joinTexts.checkedInMore, tone: 'good' };
    case 'waitlisted':
      return { title: joinTexts.waitlisted(standing.position), text: joinTexts.waitlistedMore, tone: 'wait' };
    case 'not-open': {
      const { own, there } = describeMoment(standing.opensAt, eventZone, ownZone(), new Date());
      return {
        title: joinTexts.notOpen(own),
        text: there ? joinTexts.notOpenThere(there) : joinTexts.notOpenMore,
        tone: 'wait',
      };
    }
    case 'open':
      return { title: joinTexts.open, text: joinTexts.openMore, tone: 'calm' };
    case 'sold-out':
      return { title: joinTexts.soldOut, text: joinTexts.soldOutMore, tone: 'calm' };
    case 'waitlist-full':
      return standing.room === 'none'
        ? { title: joinTexts.soldOut, text: joinTexts.noWaitlistMore, tone: 'calm' }
        : { title: joinTexts.waitlistFull, text: joinTexts.waitlistFullMore, tone: 'calm' };
    case 'closed':
      return { title: joinTexts.closed, text: joinTexts.closedMore, tone: 'calm' };
    case 'cancelled':
      return { title: joinTexts.cancelled, text: joinTexts.cancelledMore, tone: 'calm' };
    case 'over':
      return { title: joinTexts.over, text: joinTexts.overMore, tone: 'calm' };
    case 'draft':
      return { title: joinTexts.draft, text: joinTexts.draftMore, tone: 'calm' };
    case 'unknown':
      return { title: joinTexts.unknown, text: joinTexts.unknownMore, tone: 'calm' };
  }
}
