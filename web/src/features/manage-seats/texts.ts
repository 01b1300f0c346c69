const people = (count: number) => (count === 1 ? 'One person' : `${count.toLocaleString('en')} people`);
const seats = (count: number) => (count === 1 ? 'one seat' : `${count.toLocaleString('en')} seats`);

/** What the page says where an event's seats are changed. */
export const seatTexts = {
  title: 'Seats',
  taken: (taken: number, waiting: number) =>
    waiting === 0
      ? `${seats(taken)} taken, nobody waits`.replace(/^o/, 'O')
      : `${seats(taken)} taken, ${waiting.toLocaleString('en')} waiting`.replace(/^o/, 'O'),
  capacity: 'Seats in all',
  capacityRule: 'Empty means as many as come.',
  setCapacity: 'Change the seats',
  limit: 'How many may wait',
  limitRule: 'Empty: as many as like to. 0: no waitlist.',
  setLimit: 'Change the waitlist',
  changing: 'Changing …',
  changed: 'Changed.',
  notANumber: (least: number) => `A whole number from ${least} to 1,000,000, or nothing.`,
  promotes: (count: number) =>
    `${people(count)} who ${count === 1 ? 'waits gets a seat' : 'wait get seats'} at once, and a mail that says so.`,
  stillWaiting: (count: number) => `${people(count)} ${count === 1 ? 'goes' : 'go'} on waiting.`,
  free: (count: number) => (count === 0 ? 'No seat is free then.' : `There will be ${seats(count)} free.`),
  freeForAll: 'Everybody who comes gets a seat from then on.',
  refused: (least: number) =>
    `${people(least)} ${least === 1 ? 'has a seat' : 'have seats'}, and keep${least === 1 ? 's' : ''} them. Fewer can’t be had before some are removed.`,
  keepSeats: 'Nobody loses a seat.',
  lifted: 'As many as like to may wait.',
  closed: 'Nobody new can wait.',
  keepPlaces: (count: number) =>
    `${people(count)} who wait${count === 1 ? 's' : ''} already keep${count === 1 ? 's' : ''} the place.`,
  limitFull: 'The waitlist is full at once.',
  room: (count: number) => `${people(count)} more can wait.`,
};
