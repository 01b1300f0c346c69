import { CommandError, readArguments, runCommand } from '@cityevents/command/command';
import { readRunningSystem } from '@cityevents/command/environment';
import { type AuthDatabase, createAuthDatabase } from '@cityevents/prisma/auth';
import { readEmail } from '@cityevents/service/email-address';
import { z } from 'zod';
import { listAdmins, setAdmin } from './admins.ts';

const usage = `Usage: npm run admins [-- list | grant ADDRESS | revoke ADDRESS]

Who looks after the platform: they may hide events. There is no other way to become one of them.

  list      shows who they are
  grant     makes one of the account whose verified e-mail address it is, from their next sign-in or renewal on,
            ten minutes at most
  revoke    takes it back, and signs them out everywhere`;

const sayOne = 'Say list, grant ADDRESS, revoke ADDRESS or nothing.';
const shape = z.object({
  positionals: z.union(
    [z.tuple([]), z.tuple([z.literal('list')]), z.tuple([z.enum(['grant', 'revoke']), z.string()])],
    sayOne,
  ),
});

await runCommand(async () => {
  const [action = 'list', address = ''] = readArguments(usage, {}, shape).positionals;
  const { AUTH_DATABASE_URL } = readRunningSystem(['AUTH_DATABASE_URL']);
  const database = createAuthDatabase(AUTH_DATABASE_URL, { applicationName: 'admins', maxConnections: 1 });
  try {
    const text = action === 'list' ? await describe(database) : await change(database, address, action === 'grant');
    process.stdout.write(`${text}\n`);
  } finally {
    await database.$disconnect();
  }
  return 0;
});

async function describe(database: AuthDatabase): Promise<string> {
  const admins = await listAdmins(database);
  if (admins.length === 0) return 'Nobody looks after the platform.';
  return admins.map(({ email, displayName }) => `${email}  ${displayName}`).join('\n');
}

async function change(database: AuthDatabase, address: string, isAdmin: boolean): Promise<string> {
  const email = readEmail(address);
  if (email === null) throw new CommandError(`"${address}" is no e-mail address.`);
  const changed = await setAdmin(database, email, isAdmin);
  if (changed === null) {
    throw new CommandError(
      `No account has ${email} as its verified address. Its owner has to open the mailed link first.`,
    );
  }
  if (!changed)
    return isAdmin ? `${email} looks after the platform already.` : `${email} doesn't look after the platform.`;
  return isAdmin ? `${email} looks after the platform now.` : `${email} looks after the platform no more.`;
}
