import type { MailWords } from './words.ts';

const changes = { title: "the event's title", time: 'when it is', place: 'where it is' } as const;

/** All mails in English. */
export const en: MailWords = {
  locale: 'en-GB',
  greeting: (name) => (name === null ? 'Hello,' : `Hi ${name},`),
  labels: {
    when: 'When',
    where: 'Where',
    device: 'Device',
    country: 'Country',
    unknown: 'not known',
    before: { title: 'Title before', time: 'Before', place: 'Place before' },
  },
  place: { online: 'Online', onlineAnd: (place) => `Online and at ${place}`, open: 'To be announced' },
  viewEvent: 'View the event',
  unsubscribe: 'No more mails like this one',

  confirmed: (title) => ({
    subject: `You're in: ${title}`,
    heading: "You're in",
    opening: 'Your seat is confirmed. Here is what you need to know.',
    action: 'Show my ticket',
    closing: "Can't make it? Open the event's page and choose “Leave”: your seat goes to the next person in line.",
  }),
  waitlisted: (title, position) => ({
    subject: `You're number ${position} in line for ${title}`,
    heading: `You're number ${position} in line`,
    opening:
      "All seats are taken, so you're on the waitlist. When a seat becomes free and it's your turn, it is yours and we write to you at once.",
    action: 'See your place in line',
    closing: "No longer interested? Open the event's page and choose “Leave” to give up your place.",
  }),
  promoted: (title) => ({
    subject: `A seat is yours: ${title}`,
    heading: 'A seat is yours',
    opening: "A seat became free and you were next in line. It's yours now; there is nothing you need to do.",
    action: 'Show my ticket',
    closing: "Can't make it any more? Open the event's page and choose “Leave”: your seat goes to the next in line.",
  }),
  removed: (title) => ({
    subject: `You were taken off the list: ${title}`,
    heading: 'You were taken off the list',
    opening: 'The organizer has removed you from this event, so you no longer have a seat or a place in line.',
    action: 'View the event',
    closing: 'You think this is a mistake? Please ask the organizer.',
  }),
  changed: (title, what) => ({
    subject: `Changed: ${title}`,
    heading: 'This event has changed',
    opening: `The organizer has changed ${what.map((change) => changes[change]).join(' and ')}. This is how it is now:`,
    action: 'View the event',
    closing: "Can't make it any more? Open the event's page and choose “Leave”.",
  }),
  cancelled: (title) => ({
    subject: `Called off: ${title}`,
    heading: 'This event is called off',
    opening:
      'The organizer has called this event off. It won’t take place as planned; there is nothing you need to do.',
    action: 'View the event',
    closing: 'Questions? Please ask the organizer.',
  }),
  reminder: (title) => ({
    subject: `Coming up: ${title}`,
    heading: 'See you soon',
    opening: 'You have a seat, and it is nearly time. Here is what you need to know.',
    action: 'Show my ticket',
    closing: "Can't make it? Open the event's page and choose “Leave”, so that somebody else can have your seat.",
  }),
  organizerWrote: (title, subject) => ({
    subject: `From the organizer of ${title}: ${subject}`,
    heading: 'A message from the organizer',
    opening: 'The organizer writes to you:',
    action: 'View the event',
    closing: 'This was written by the organizer of the event, not by CityEvents.',
  }),

  staffInvitation: (title, role) => ({
    subject: `Will you help with ${title}?`,
    heading: 'Will you help?',
    opening:
      role === 'MANAGER'
        ? `The organizer of “${title}” asks you to manage the event with them: to change it, and to look after who comes.`
        : `The organizer of “${title}” asks you to check people in at the door.`,
    action: 'See the invitation',
    closing:
      "You can accept it within two weeks; you need an account for it, which may have another address. You don't know what this is about? Then there is nothing you need to do.",
  }),

  verifyAddress: {
    subject: 'Is this your address?',
    heading: 'Is this your address?',
    opening:
      'Somebody made a CityEvents account with this e-mail address. If it was you, open the link within a day to show that the address is yours.',
    action: 'Yes, it was me',
    closing:
      "It wasn't you? Then don't open the link, and nothing more will come of it. Without it, that account can't publish events.",
  },
  resetPassword: {
    subject: 'Set a new password',
    heading: 'Set a new password',
    opening:
      'Somebody asked to set a new password for your CityEvents account. If it was you, open the link within 30 minutes.',
    action: 'Set a new password',
    closing:
      "It wasn't you? Then leave the link alone: your password stays as it is. The link works once, and for nobody who can't read this mail.",
  },
  addressReused: (forgotPasswordLink) => ({
    subject: 'You have an account already',
    heading: 'You have an account already',
    opening:
      'Somebody signed up at CityEvents with your e-mail address. The address is yours, so the new account can never use it as its own. If it was you: sign in to the account you have.',
    action: 'Sign in',
    closing: `It wasn't you? Then there is nothing you need to do. Forgot your password? Set a new one: ${forgotPasswordLink}`,
  }),
  newSignIn: {
    subject: 'New sign-in to your account',
    heading: 'New sign-in to your account',
    opening: 'Somebody signed in to your CityEvents account from a device or a network that is new to it.',
    action: "It wasn't me: set a new password",
    closing: 'It was you? Then there is nothing you need to do. A new password signs everybody out.',
  },
};
