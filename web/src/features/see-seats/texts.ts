import { locale } from '../../components/date-format.ts';

const count = (value: number) => value.toLocaleString(locale);

/** What is said about an event's seats. */
export const seatTexts = {
  unknown: 'Seats can’t be shown right now',
  unlimited: (taken: number) => (taken > 0 ? `Open to all · ${count(taken)} going` : 'Open to all'),
  left: (left: number, capacity: number) =>
    `${count(left)} of ${count(capacity)} ${capacity === 1 ? 'seat' : 'seats'} left`,
  soldOut: (waiting: number) => (waiting > 0 ? `Sold out · ${count(waiting)} waiting` : 'Sold out'),
  soldOutWaitlistFull: 'Sold out · waitlist full',
  soldOutNoWaitlist: 'Sold out · no waitlist',
};
