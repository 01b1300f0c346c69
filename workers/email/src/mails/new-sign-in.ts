import { type Mail, renderMail } from './layout.ts';

/** What is told of a sign-in. */
export interface SignInFacts {
  device: string;
  country: string | null;
  signedInAt: Date;
}

/** To somebody who signed in from where they never did before, if it was them. */
export function newSignIn({ device, country, signedInAt }: SignInFacts, forgotPasswordLink: string): Mail {
  const rows = [
    ['When', whenInUtc.format(signedInAt)],
    ['Device', device],
    ['Country', country ?? 'not known'],
  ] as const;
  return renderMail({
    subject: 'New sign-in to your account',
    heading: 'New sign-in to your account',
    name: null,
    opening: 'Somebody signed in to your CityEvents account from a device or a network that is new to it.',
    facts: { rows },
    action: { label: "It wasn't me: set a new password", link: forgotPasswordLink },
    closing: 'It was you? Then there is nothing you need to do. A new password signs everybody out.',
  });
}

const whenInUtc = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
  timeZoneName: 'short',
});
