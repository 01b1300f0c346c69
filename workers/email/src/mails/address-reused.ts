import { type Mail, renderMail } from './layout.ts';

/** To the owner of an account with whose address somebody signed up once more. */
export function addressReused(signInLink: string, forgotPasswordLink: string): Mail {
  return renderMail({
    subject: 'You have an account already',
    heading: 'You have an account already',
    name: null,
    opening:
      'Somebody signed up at CityEvents with your e-mail address. The address is yours, so the new account can never use it as its own. If it was you: sign in to the account you have.',
    action: { label: 'Sign in', link: signInLink },
    closing: `It wasn't you? Then there is nothing you need to do. Forgot your password? Set a new one: ${forgotPasswordLink}`,
  });
}
