import { type Mail, renderMail } from './layout.ts';

/** To the address of an account whose password somebody has forgotten, or says so. */
export function resetPassword(link: string): Mail {
  return renderMail({
    subject: 'Set a new password',
    heading: 'Set a new password',
    name: null,
    opening:
      'Somebody asked to set a new password for your CityEvents account. If it was you, open the link within 30 minutes.',
    action: { label: 'Set a new password', link },
    closing:
      "It wasn't you? Then leave the link alone: your password stays as it is. The link works once, and for nobody who can't read this mail.",
  });
}
