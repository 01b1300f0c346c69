import type { AuthDatabase } from '@cityevents/prisma/auth';
import type { Viewer } from '@cityevents/viewer';
import type { Country } from './origin/country.ts';
import type { Origin } from './origin/origin.ts';
import type { PasswordHasher } from './passwords/hasher.ts';
import type { DataExportThrottle } from './throttle/data-export-throttle.ts';
import type { RequestThrottle } from './throttle/request-throttle.ts';
import type { SignInThrottle } from './throttle/sign-in-throttle.ts';
import type { AccessTokens } from './tokens/access-tokens.ts';

/** What every resolver gets: who asks, from where, and the parts the work is done with. */
export type AuthContext = {
  viewer: Viewer | null;
  database: AuthDatabase;
  hasher: PasswordHasher;
  accessTokens: AccessTokens;
  signInThrottle: SignInThrottle;
  signUpThrottle: RequestThrottle;
  /** Of mails with a link that anyone may ask for. */
  mailThrottle: RequestThrottle;
  dataExportThrottle: DataExportThrottle;
  /** The client's IP address, as the gateway saw it. */
  clientAddress: string;
  /** Where the request came from, as far as we keep it. */
  origin: Origin;
  /** The country of a network. */
  country: Country;
  /** From the request's cookie; null without one that could be ours. */
  refreshToken: string | null;
  setRefreshCookie: (token: string, expiresAt: Date) => void;
  clearRefreshCookie: () => void;
};
