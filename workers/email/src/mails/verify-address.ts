import { type Mail, renderMail } from './layout.ts';

/** To an address that somebody signed up with: perhaps its owner, perhaps not. */
export function verifyAddress(link: string): Mail {
  return renderMail({
    subject: 'Is this your address?',
    heading: 'Is this your address?',
    name: null,
    opening:
      'Somebody made a CityEvents account with this e-mail address. If it was you, open the link within a day to show that the address is yours.',
    action: { label: 'Yes, it was me', link },
    closing:
      "It wasn't you? Then don't open the link, and nothing more will come of it. Without it, that account can't publish events.",
  });
}
