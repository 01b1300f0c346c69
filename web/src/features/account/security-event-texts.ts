import type { SecurityEventKind } from '../../generated/documents.gen.ts';

/** What each security event is called. */
export const securityEventTexts: Record<SecurityEventKind, string> = {
  SIGNED_UP: 'Account made',
  SIGNED_IN: 'Signed in',
  SIGN_IN_FAILED: 'Wrong password',
  SIGNED_OUT: 'Signed out',
  SESSION_REVOKED: 'Signed out from another device',
  REFRESH_TOKEN_REPLAYED: 'Signed out, because an old copy of the session was used',
  EMAIL_VERIFIED: 'Address verified',
  PASSWORD_CHANGED: 'Password changed',
  PASSWORD_RESET_REQUESTED: 'Link for a new password asked for',
  PASSWORD_RESET: 'New password set by link',
  API_KEY_CREATED: 'API key made',
  API_KEY_REVOKED: 'API key revoked',
  DATA_EXPORTED: 'Data downloaded',
};
