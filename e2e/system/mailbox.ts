import { z } from 'zod';
import { variable } from './running-system.ts';

const mails = z.array(z.object({ subject: z.string(), text: z.string() }));

export type Mail = z.infer<typeof mails>[number];

/** What the mail catcher has received for an address, earliest first. */
export async function mailsTo(address: string): Promise<Mail[]> {
  const query = new URLSearchParams({ 'to.address': address });
  const response = await fetch(`${variable('MAIL_API_URL')}/api/email?${query}`);
  return mails.parse(await response.json());
}
