import type { ApiKeyScope } from '@cityevents/viewer/scopes';

/** Who works at the event beside its owner. */
export const staffRoles = ['MANAGER', 'DOOR'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Who may ask for a field, and what everybody else gets. */
export type Rule =
  /** Everybody gets the same. */
  | 'anyone'
  /** Everybody may ask; only whose it is gets it, and by a key only with the scope. To others it looks empty. */
  | { seenByOwner: ApiKeyScope /** Those of the staff who get something, too. */; alsoBy?: readonly StaffRole[] }
  /** Only who is signed in, or has a key with the scope, may ask. */
  | {
      scope: ApiKeyScope;
      /** Which does as well. */
      orScope?: ApiKeyScope;
      /** Others than its owner are refused or see nothing. */
      ownerOnly?: boolean;
      /** Those of the staff who may, too. */
      alsoBy?: readonly StaffRole[];
      /** The code by which others are refused a mutation. */
      refusal?: 'NOT_ORGANIZER' | 'NOT_STAFF';
    }
  /** Only who is signed in may ask, no key whatever; others than its owner see nothing. */
  | 'account'
  /** Only those who look after the platform may ask, and by no key. */
  | 'admin';

const profile: Rule = { seenByOwner: 'profile:read' };
const draft: Rule = { seenByOwner: 'events:read', alsoBy: ['MANAGER'] };
const ownJoin: Rule = { seenByOwner: 'joins:read' };
const owning: Rule = { scope: 'events:write', ownerOnly: true };
const organizing: Rule = { ...owning, alsoBy: ['MANAGER'] };
const lettingIn: Rule = { scope: 'checkin', ownerOnly: true, alsoBy: staffRoles, refusal: 'NOT_STAFF' };
const seeingWhoComes: Rule = { scope: 'events:read', orScope: 'checkin', ownerOnly: true, alsoBy: staffRoles };
const joining: Rule = { scope: 'joins:write' };

/**
 * Who may ask for what, for every field that isn't a mere part of an answer (payloads, connections, edges). A new field
 * has to be entered here, or the walk fails.
 */
export const rules: Record<string, Rule> = {
  'Query.viewer': 'anyone',
  'Query.event': 'anyone',
  'Query.feed': 'anyone',
  'Query.searchEvents': 'anyone',

  'User.id': 'anyone',
  'User.displayName': 'anyone',
  'User.email': profile,
  'User.emailVerified': profile,
  'User.isAdmin': profile,
  'User.interests': profile,
  'User.homeCity': profile,
  'User.timezone': profile,
  'User.locale': profile,
  'User.mutedMails': profile,
  'User.organizedEvents': 'anyone',
  'User.staffedEvents': { scope: 'events:read', ownerOnly: true },
  'User.joins': { scope: 'joins:read', ownerOnly: true },
  'User.sessions': 'account',
  'User.apiKeys': 'account',
  'User.securityEvents': 'account',
  'User.dataExport': 'account',

  'Event.id': 'anyone',
  'Event.title': 'anyone',
  'Event.description': 'anyone',
  'Event.descriptionHtml': 'anyone',
  'Event.startsAt': 'anyone',
  'Event.endsAt': 'anyone',
  'Event.timezone': 'anyone',
  'Event.city': 'anyone',
  'Event.country': 'anyone',
  'Event.venue': 'anyone',
  'Event.online': 'anyone',
  'Event.url': 'anyone',
  'Event.tags': 'anyone',
  'Event.status': 'anyone',
  'Event.organizer': 'anyone',
  'Event.joinsOpenAt': 'anyone',
  'Event.joinsCloseAt': 'anyone',
  'Event.capacity': 'anyone',
  'Event.seatsTaken': 'anyone',
  'Event.seatsLeft': 'anyone',
  'Event.waitlistLength': 'anyone',
  'Event.waitlistLimit': 'anyone',
  'Event.viewerJoin': ownJoin,
  'Event.viewerRole': { seenByOwner: 'events:read', alsoBy: staffRoles },
  'Event.staff': { seenByOwner: 'events:read', alsoBy: ['MANAGER'] },
  'Event.attendees': seeingWhoComes,
  'Event.attendeeCounts': seeingWhoComes,
  'Event.draftCapacity': draft,
  'Event.draftWaitlistLimit': draft,
  'Event.publishAt': draft,
  'Event.publishRefusal': draft,
  'Event.hidden': 'anyone',
  'Event.hiddenReason': 'anyone',
  'Event.auditLog': draft,
  'Event.eventStats': draft,

  'Mutation.signUp': 'anyone',
  'Mutation.signIn': 'anyone',
  'Mutation.refreshSession': 'anyone',
  'Mutation.signOut': 'anyone',
  'Mutation.requestEmailVerification': 'anyone',
  'Mutation.verifyEmail': 'anyone',
  'Mutation.requestPasswordReset': 'anyone',
  'Mutation.resetPassword': 'anyone',
  'Mutation.recordView': 'anyone',
  'Mutation.revokeSession': 'account',
  'Mutation.changePassword': 'account',
  'Mutation.createApiKey': 'account',
  'Mutation.revokeApiKey': 'account',
  'Mutation.deleteAccount': 'account',
  'Mutation.updateProfile': { scope: 'profile:write' },
  'Mutation.createEvent': { scope: 'events:write' },
  'Mutation.importEvents': { scope: 'events:write' },
  'Mutation.updateEvent': organizing,
  'Mutation.publishEvent': organizing,
  'Mutation.schedulePublishing': organizing,
  'Mutation.duplicateEvent': organizing,
  'Mutation.hideEvent': 'admin',
  'Mutation.unhideEvent': 'admin',
  'Mutation.cancelEvent': owning,
  'Mutation.inviteStaff': owning,
  'Mutation.removeStaff': organizing,
  'Mutation.acceptStaffInvitation': { scope: 'events:write' },
  'Mutation.checkIn': lettingIn,
  'Mutation.undoCheckIn': lettingIn,
  'Mutation.messageAttendees': organizing,
  'Mutation.removeAttendee': organizing,
  'Mutation.setCapacity': organizing,
  'Mutation.setWaitlistLimit': organizing,
  'Mutation.joinEvent': joining,
  'Mutation.leaveEvent': joining,
};

/**
 * Types whose objects are reached only through a field of the table, and are no more secret than it: parts of answers,
 * and what one's own sessions, keys, joins, tickets, security events and exports, and an event's staff and attendees are made of.
 */
export const reachedThroughTheTable =
  /^(__|.*(Payload|UserError|Connection|Edge)$)|^(PageInfo|FeedReason|FeedFacets|FacetCount|ImportEventResult|ImportEventError|AuditEntry|FieldChange|EventStats|StatsPoint|ViewsPoint|Join|Ticket|Attendee|AttendeeCounts|StaffMember|Session|ApiKey|SecurityEvent|DataExport)$/;
