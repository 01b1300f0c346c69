import * as Attendee from './Attendee.ts';
import * as CheckInUserError from './CheckInUserError.ts';
import { checkIn } from './checkIn.ts';
import * as DataExport from './DataExport.ts';
import * as Event from './Event.ts';
import * as Join from './Join.ts';
import { joinEvent } from './joinEvent.ts';
import { leaveEvent } from './leaveEvent.ts';
import { messageAttendees } from './messageAttendees.ts';
import { removeAttendee } from './removeAttendee.ts';
import { setCapacity } from './setCapacity.ts';
import { setWaitlistLimit } from './setWaitlistLimit.ts';
import * as User from './User.ts';
import { undoCheckIn } from './undoCheckIn.ts';

/** Each resolver stands in the file named as its field or type. */
export const resolvers = {
  Mutation: {
    joinEvent,
    leaveEvent,
    removeAttendee,
    messageAttendees,
    checkIn,
    undoCheckIn,
    setCapacity,
    setWaitlistLimit,
  },
  Event,
  Join,
  Attendee,
  CheckInUserError,
  User,
  DataExport,
};
