/** What the page of the link that verifies an address says. */
export const verifyEmailTexts = {
  title: 'Your address',
  asking: 'Looking at your link…',
  verified: (email: string) => `${email} is yours. You can publish events now.`,
  verifiedAlready: (email: string) => `${email} is verified already. You can publish events.`,
  goOn: 'Go on to the events',
  incomplete: 'This link isn’t whole. Open it as it stands in the mail.',
  newLink: 'Get a new link in your account',
  signIn: 'Sign in',
  newPassword: 'Set a new password',
  tryAgain: 'Try again',
};
