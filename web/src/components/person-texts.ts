/** What the fields about a person say, wherever they stand. */
export const personTexts = {
  showPassword: 'Show password',
  newPasswordRule: 'At least 10 characters.',
  emailMissing: 'Type your e-mail address.',
  noEmail: 'This is no e-mail address. One looks like name@example.com.',
  passwordMissing: 'Type your password.',
  passwordShort: (length: number, least: number) =>
    length === 0 ? 'Type a new password.' : `Take at least ${least} characters; there are ${length}.`,
  passwordLong: (most: number) => `Take at most ${most} characters.`,
  nameMissing: 'Type a name, for example your first one.',
  tooLong: (most: number) => `Take at most ${most} characters.`,
};
