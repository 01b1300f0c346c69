import { useApolloClient } from '@apollo/client/react';
import { useEffect } from 'react';
import { session } from '../../app/apollo-client.ts';
import { NewEventDocument } from '../../generated/documents.gen.ts';

/**
 * Looks, whenever the page is come back to, whether somebody's address has been verified meanwhile: the mail may have been
 * opened in another tab, or on another device.
 */
export function useVerifiedElsewhere(isVerified: boolean): void {
  const client = useApolloClient();
  useEffect(() => {
    if (isVerified) return;
    const look = async () => {
      const { data } = await client.query({ query: NewEventDocument, fetchPolicy: 'network-only' });
      // The access token says so as well; the one at hand was made before.
      if (data?.viewer?.emailVerified) await session.refresh();
    };
    // What can't be had now is looked for the next time.
    const lookAgain = () => void look().catch(() => undefined);
    window.addEventListener('focus', lookAgain);
    return () => window.removeEventListener('focus', lookAgain);
  }, [client, isVerified]);
}
