import { GraphQLError } from 'graphql';
import type { AuthContext } from '../context.ts';
import { lockLivePersonTx } from '../people/lock-person.ts';
import { recordSecurityEventTx } from '../security-log/record-security-event.ts';
import { inWords } from '../throttle/in-words.ts';

/**
 * Begins an export of all that is stored about a person: the parts are then filled by whoever keeps them.
 *
 * @throws GraphQLError RATE_LIMITED when there were too many within the hour.
 */
export async function beginDataExport(
  { database, dataExportThrottle, origin }: Pick<AuthContext, 'database' | 'dataExportThrottle' | 'origin'>,
  personId: string,
): Promise<{ id: string }> {
  const retryAfterSeconds = await dataExportThrottle.begin(personId);
  if (retryAfterSeconds !== null) {
    const message = `That were many exports. Ask for the next one in ${inWords(retryAfterSeconds)}.`;
    throw new GraphQLError(message, { extensions: { code: 'RATE_LIMITED', retryAfterSeconds } });
  }
  await database.$transaction(async (tx) => {
    await lockLivePersonTx(tx, personId);
    await recordSecurityEventTx(tx, personId, 'DATA_EXPORTED', origin);
  });
  return { id: personId };
}
