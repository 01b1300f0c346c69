import { locale } from '../../components/date-format.ts';

const count = (value: number) => value.toLocaleString(locale);

/** What is said about joining. */
export const joinTexts = {
  badgeGoing: 'You’re going',
  badgeIn: 'Checked in',
  badgeWaiting: (position: number | null) => (position === null ? 'On the waitlist' : `No. ${count(position)} waiting`),

  join: 'Join',
  joinWaitlist: 'Join the waitlist',
  signInToJoin: 'Sign in to join',
  signInToWait: 'Sign in to join the waitlist',
  joining: 'Joining…',
  goneWrong: 'We don’t know whether that went through. Trying again is safe: you can’t join twice.',

  takingSeat: 'Taking your seat…',
  joiningLine: 'Joining the line…',
  wishMore: 'It’s yours once this says so; that takes a moment.',

  heading: 'Your seat',
  confirmed: 'You have a seat',
  confirmedMore: 'See you there. If your plans change, give the seat to the next in line.',
  showTicket: 'Show your ticket',
  checkedIn: 'You’re checked in',
  checkedInMore: 'Enjoy it.',
  waitlisted: (position: number | null) =>
    position === null ? 'You’re on the waitlist' : `You’re number ${count(position)} on the waitlist`,
  waitlistedMore: 'If a seat frees up, the first in line gets it at once, and we send you a mail.',
  open: 'Take a seat',
  openMore: 'One tap, and it’s yours. You can give it back any time before the end.',
  soldOut: 'Every seat is taken',
  soldOutMore: 'Join the waitlist: a freed seat goes to the first in line at once.',
  waitlistFull: 'Every seat is taken, and the waitlist is full',
  waitlistFullMore: 'A place may free up. This page notices by itself; there’s no need to load it again.',
  noWaitlistMore:
    'There’s no waitlist, but a seat may free up. This page notices by itself; there’s no need to load it again.',
  notOpen: (when: string) => `Joining opens ${when}`,
  notOpenMore: 'The button works at zero. There’s no need to load this page again.',
  notOpenThere: (moment: string) =>
    `At the event, that is ${moment}. The button works at zero; there’s no need to load this page again.`,
  notOpenButton: 'Not open yet',
  signInAhead: 'Sign in now, and be ready',
  countdown: 'Time until joining opens',
  units: {
    days: (value: number) => (value === 1 ? 'day' : 'days'),
    hours: (value: number) => (value === 1 ? 'hour' : 'hours'),
    minutes: () => 'min',
    seconds: () => 'sec',
  },
  saidOpensIn: {
    600: 'Joining opens in ten minutes.',
    60: 'Joining opens in one minute.',
    10: 'Joining opens in ten seconds.',
  },
  saidOpen: 'Joining is open. Take a seat.',
  closed: 'Joining has closed',
  closedMore: 'The organizer takes no more people for this event.',
  cancelled: 'This event was cancelled',
  cancelledMore: 'The organizer called it off. Nothing is left to do for you.',
  over: 'This event is over',
  overMore: 'There’s more to come elsewhere.',
  draft: 'Not published yet',
  draftMore: 'Only you see this draft. People can join once it is published.',
  unknown: 'Seats can’t be shown right now',
  unknownMore: 'We keep trying; the rest of the page is up to date.',

  busy: (seconds: number) =>
    `A lot of people are joining right now. Trying again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}…`,
  opening: 'Opening this very moment. Your request is on its way.',
  saidBusy: 'A lot of people are joining right now. Your request is kept up by itself.',
  stillBusy: 'Still too busy. Nothing is lost: try again in a moment.',
  saidConfirmed: 'You have a seat.',
  saidWaitlisted: (position: number | null) =>
    position === null ? 'You are on the waitlist.' : `You are number ${count(position)} on the waitlist.`,
  saidWaitlistFull: 'Every seat is taken, and the waitlist is full.',
  saidNoWaitlist: 'Every seat is taken, and there is no waitlist.',
  saidSeatFree: 'A seat is free again.',
  saidWaitlistOpen: 'The waitlist has room again.',
  saidLeft: 'You left this event.',
  saidPromoted: 'A seat freed up, and it’s yours.',
};
