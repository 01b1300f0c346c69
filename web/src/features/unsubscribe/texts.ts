/** What the page of the link says that mails carry for who wants no more of them. */
export const unsubscribeTexts = {
  title: 'Fewer mails',
  intro: {
    JOINS:
      'You will get no more mails about your seats and places in line, nor about new times and places. We still tell you when an event is called off.',
    REMINDERS: 'You will not be reminded of events any more.',
    ORGANIZERS: 'You will get no more mails that organizers write to who comes to their events.',
  },
  incomplete: 'This link isn’t whole. Open it as it stands in the mail.',
  stop: 'Stop these mails',
  stopping: 'Stopping them…',
  done: 'Done. You can have them back at any time, in your profile.',
  gone: 'This link leads nowhere any more. Choose your mails in your profile.',
  other: 'More to choose from?',
  profile: 'Your profile',
};
