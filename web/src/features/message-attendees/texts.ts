/** What the form says by which organizers write to who comes. */
export const messageTexts = {
  title: 'Write to them',
  intro: 'A mail to each who has verified their address and wants to hear from organizers. Once in ten minutes.',
  audience: 'To',
  audiences: { ALL: 'Who comes or waits', CONFIRMED: 'Who has a seat', WAITLISTED: 'Who waits for a seat' },
  subject: 'Subject',
  body: 'Message',
  bodyRule: 'Plain text; line breaks are kept.',
  subjectMissing: 'What is it about?',
  bodyMissing: 'What do you want to tell them?',
  tooLong: (most: number) => `At most ${most.toLocaleString('en')} characters.`,
  send: 'Send it',
  sending: 'Sending …',
  sent: (count: number) =>
    count === 1
      ? 'On its way to one person, if they read such mail.'
      : `On its way to up to ${count.toLocaleString('en')} people: those who read such mail.`,
};
