import { changePassword } from './changePassword.ts';
import { createApiKey } from './createApiKey.ts';
import { DataExport } from './DataExport.ts';
import { deleteAccount } from './deleteAccount.ts';
import { refreshSession } from './refreshSession.ts';
import { requestEmailVerification } from './requestEmailVerification.ts';
import { requestPasswordReset } from './requestPasswordReset.ts';
import { resetPassword } from './resetPassword.ts';
import { revokeApiKey } from './revokeApiKey.ts';
import { revokeSession } from './revokeSession.ts';
import { SecurityEvent } from './SecurityEvent.ts';
import { Session } from './Session.ts';
import { signIn } from './signIn.ts';
import { signOut } from './signOut.ts';
import { signUp } from './signUp.ts';
import { User } from './User.ts';
import { updateProfile } from './updateProfile.ts';
import { verifyEmail } from './verifyEmail.ts';
import { viewer } from './viewer.ts';

/** Every field of the schema that does work. */
export const resolvers = {
  Query: { viewer },
  Mutation: {
    signUp,
    signIn,
    refreshSession,
    signOut,
    createApiKey,
    revokeApiKey,
    requestEmailVerification,
    verifyEmail,
    requestPasswordReset,
    resetPassword,
    changePassword,
    revokeSession,
    updateProfile,
    deleteAccount,
  },
  User,
  Session,
  SecurityEvent,
  DataExport,
};
