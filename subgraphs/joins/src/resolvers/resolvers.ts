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

/** Each resolver stands in the file named as its field or type. */
export const resolvers = {
  Mutation: { joinEvent, leaveEvent, messageAttendees, removeAttendee, setCapacity, setWaitlistLimit },
  Event,
  Join,
  User,
  DataExport,
};
