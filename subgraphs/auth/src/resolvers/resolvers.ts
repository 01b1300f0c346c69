import { createApiKey } from './createApiKey.ts';
import { refreshSession } from './refreshSession.ts';
import { revokeApiKey } from './revokeApiKey.ts';
import { revokeSession } from './revokeSession.ts';
import { Session } from './Session.ts';
import { signIn } from './signIn.ts';
import { signOut } from './signOut.ts';
import { signUp } from './signUp.ts';
import { User } from './User.ts';
import { viewer } from './viewer.ts';

/** Every field of the schema that does work. */
export const resolvers = {
  Query: { viewer },
  Mutation: { signUp, signIn, refreshSession, signOut, createApiKey, revokeApiKey, revokeSession },
  User,
  Session,
};
