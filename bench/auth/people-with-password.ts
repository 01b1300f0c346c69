import { createPeople } from '@cityevents/auth/people/create-people';

/** People who can sign in, in a running system; the addresses they do it with. */
export async function peopleWithPassword(
  environment: Record<string, string>,
  count: number,
  password: string,
): Promise<string[]> {
  const { AUTH_DATABASE_URL = '', AUTH_KEYS_FILE = '' } = environment;
  const emails: string[] = [];
  for await (const { email } of createPeople({ AUTH_DATABASE_URL, AUTH_KEYS_FILE }, { count, password })) {
    emails.push(email);
  }
  return emails;
}
