const people = (count: number) => (count === 1 ? 'One person' : `${count.toLocaleString('en')} people`);

/** What the pages of one event say to who organizes it. */
export const organizeTexts = {
  loading: 'Loading the event',
  back: 'Your events',
  parts: 'Parts of this event',
  overview: 'Overview',
  edit: 'Edit',
  attendees: 'Who comes',
  numbers: 'Numbers',
  staff: 'Staff',
  log: 'Log',
  door: 'Open the door',
  doorTitle: 'At the door',
  doorText: 'Checks people in by their ticket or their name.',
  hidden: (reason: string | null) =>
    `This event was hidden by who looks after CityEvents; only you see it.${reason ? ` They say: ${reason}` : ''}`,
  notFoundTitle: 'You don’t organize such an event',
  notFoundText: 'It may be somebody else’s, or the link may have lost a piece on its way to you.',
  yourEvents: 'See your events',
  states: { DRAFT: 'Draft', PUBLISHED: 'Public', CANCELLED: 'Cancelled', ENDED: 'Over' },

  draftTitle: 'Nobody else sees this yet',
  draftText: 'Fill in what is missing, see how it looks, and publish it when it’s ready.',
  goOn: 'Go on and publish',
  publicTitle: 'Its page',
  publicText: 'Send this address to whoever should come.',
  copy: 'Copy the address',
  copied: 'Copied',
  open: 'Open the page',

  cancelTitle: 'Call it off',
  cancel: 'Call the event off',
  cancelQuestion: 'Call this event off?',
  cancelEffects: (holding: number, waiting: number) => [
    holding + waiting === 0
      ? 'Nobody has a seat or waits: nobody is mailed.'
      : `A mail that says so goes to ${people(holding).replace(/^O/, 'o')} with a seat${waiting > 0 ? ` and ${waiting.toLocaleString('en')} waiting` : ''}.`,
    'Its page stays and says that it is cancelled; nobody can join any more.',
    'It can’t be taken back.',
  ],
  cancelYes: 'Yes, call it off',
  cancelNo: 'Keep it',
  cancelling: 'Calling it off …',
  discardTitle: 'Throw the draft away',
  discard: 'Throw it away',
  discardQuestion: 'Throw this draft away?',
  discardEffects: ['Nobody saw it, nobody is told.', 'It can’t be taken back.'],
  discardYes: 'Yes, throw it away',
  discardNo: 'Keep it',
  discarding: 'Throwing it away …',
  cancelledText: 'This event was called off.',
  endedText: 'This event is over.',
};
