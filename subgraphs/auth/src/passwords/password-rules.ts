import { dictionary } from '@zxcvbn-ts/language-common';

/** In characters, not bytes. */
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 256;

/** Only those long enough to get this far. */
const commonPasswords = new Set(dictionary['passwords-common'].filter((entry) => entry.length >= PASSWORD_MIN));

/** Why a new password is not acceptable, in words for its owner; null when it is. */
export function passwordProblem(password: string): string | null {
  // Composing takes time that grows with the square of the combining marks, so what can't fit isn't composed.
  const length = password.length > PASSWORD_MAX * 4 ? password.length : [...password.normalize('NFC')].length;
  if (length < PASSWORD_MIN) return `The password must have at least ${PASSWORD_MIN} characters.`;
  if (length > PASSWORD_MAX) return `The password must have at most ${PASSWORD_MAX} characters.`;
  if (new Set(password).size === 1) return 'The password repeats one character.';
  if (commonPasswords.has(password.toLowerCase())) {
    return 'The password is one of those that attackers try first. Choose another.';
  }
  return null;
}
