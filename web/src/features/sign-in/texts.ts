/** What the pages for signing in and up say. */
export const signInTexts = {
  signInTitle: 'Welcome back',
  signInIntro: 'Sign in to join events and see your seats.',
  signUpTitle: 'Make an account',
  signUpIntro: 'A name, an address, a password: that’s all there is to it.',
  email: 'E-mail',
  emailRule: 'We send a link there. Open it to show that the address is yours.',
  password: 'Password',
  forgot: 'Forgot your password?',
  newPassword: 'Password',
  displayName: 'Your name',
  displayNameRule: 'Others see it beside your joins.',
  signIn: 'Sign in',
  signingIn: 'Signing in…',
  signUp: 'Sign up',
  signingUp: 'Making your account…',
  noAccount: 'New here?',
  makeOne: 'Make an account',
  haveAccount: 'Have an account?',
  useIt: 'Sign in',
  waitFor: (seconds: number) =>
    seconds < 120 ? `Try again in ${seconds} seconds.` : `Try again in ${Math.ceil(seconds / 60)} minutes.`,
};
