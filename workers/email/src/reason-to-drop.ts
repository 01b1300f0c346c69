import { z } from 'zod';
import type { ClaimedDelivery } from './deliveries.ts';
import { topicOf } from './mail-kinds.ts';

const withExpiry = z.object({ expiresAt: z.coerce.date() });

/** Why a mail isn't worth sending any more, now that it is its turn; null when it is. Mails about the account's security always are. */
export function reasonToDrop(
  {
    kind,
    details,
    mutedMails,
    isTooMuch,
    isVerified,
    isStale,
  }: Pick<ClaimedDelivery, 'kind' | 'details' | 'mutedMails' | 'isTooMuch' | 'isVerified' | 'isStale'>,
  now: Date,
): string | null {
  if (mutedMails.includes(topicOf(kind) ?? '')) return 'not wanted';
  if (isStale) return 'it comes too late';
  // Else organizers could send their words to whoever they sign up.
  if (kind === 'organizer-wrote' && !isVerified) return 'an organizer’s words to an address that nobody has verified';
  if (isTooMuch) return 'enough for today to an address that nobody has verified';
  const link = withExpiry.safeParse(details);
  if (link.success && link.data.expiresAt <= now) return 'its link has expired';
  return null;
}
