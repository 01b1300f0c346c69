import type { StaffRole } from '@cityevents/messages/event';

/** What one mail says, but for what it is about. */
export interface MailText {
  subject: string;
  heading: string;
  /** Before the facts. */
  opening: string;
  /** What the button says. */
  action: string;
  /** After the button: what else one can do. */
  closing: string;
}

/** What of an event can change so that its attendees must hear of it. */
export type Changed = 'title' | 'time' | 'place';

/** The words of all mails, in one language. */
export interface MailWords {
  /** For how dates are written, where nothing closer is known: a tag of BCP 47. */
  locale: string;
  /** A name is null where the address may not be its owner's. */
  greeting(name: string | null): string;
  labels: {
    when: string;
    where: string;
    device: string;
    country: string;
    unknown: string;
    /** How it was before a change. */
    before: Record<Changed, string>;
  };
  place: { online: string; onlineAnd(place: string): string; open: string };
  /** What the link to an event's page says where the button leads elsewhere. */
  viewEvent: string;
  /** What the link says by which such mails end. */
  unsubscribe: string;

  /** To who took a seat. */
  confirmed(title: string): MailText;
  /** To who took a place in line; position 1 is next. */
  waitlisted(title: string, position: number): MailText;
  /** To who waited and now has a seat. */
  promoted(title: string): MailText;
  /** To whose seat, or place in line, the organizer took away. */
  removed(title: string): MailText;
  /** To who has a seat, or waits, at an event of another time, place or title. */
  changed(title: string, what: readonly Changed[]): MailText;
  /** To who has a seat, or waits, at an event that is called off. */
  cancelled(title: string): MailText;
  /** To who has a seat, a day before. */
  reminder(title: string): MailText;
  /** To those to whom an organizer writes. */
  organizerWrote(title: string, subject: string): MailText;

  /** To who is asked to work at an event, whether or not they have an account. */
  staffInvitation(title: string, role: StaffRole): MailText;

  /** To an address that somebody signed up with: perhaps its owner, perhaps not. */
  verifyAddress: MailText;
  /** To the address of an account whose password somebody has forgotten, or says so. */
  resetPassword: MailText;
  /** To the owner of an account with whose address somebody signed up once more. */
  addressReused(forgotPasswordLink: string): MailText;
  /** To who signed in from where they never did before, if it was them. */
  newSignIn: MailText;
}
