import { refreshSession } from './refreshSession.ts';
import { signIn } from './signIn.ts';
import { signOut } from './signOut.ts';
import { signUp } from './signUp.ts';
import { User } from './User.ts';
import { viewer } from './viewer.ts';

/** Every field of the schema that does work. */
export const resolvers = {
  Query: { viewer },
  Mutation: { signUp, signIn, refreshSession, signOut },
  User,
};
