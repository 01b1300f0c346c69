import { useApolloClient } from '@apollo/client/react';
import { session } from '../../app/apollo-client.ts';
import { useLookAgain } from '../../components/use-look-again.ts';
import { NewEventDocument } from '../../generated/documents.gen.ts';

const everyMs = 15_000;

/**
 * Looks whether somebody's address has been verified meanwhile: the mail may have been opened in another tab, or on another
 * device.
 */
export function useVerifiedElsewhere(isVerified: boolean): void {
  const client = useApolloClient();
  const look = async () => {
    const { data } = await client.query({ query: NewEventDocument, fetchPolicy: 'network-only' });
    // The access token says so as well; the one at hand was made before.
    if (data?.viewer?.emailVerified) await session.refresh();
  };
  useLookAgain(() => {
    // What can't be had now is looked for the next time.
    if (!isVerified) look().catch(() => undefined);
  }, everyMs);
}
