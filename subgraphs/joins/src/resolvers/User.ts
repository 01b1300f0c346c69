import type { ConnectionArguments } from '@cityevents/connections/page-arguments';
import { GraphQLError } from 'graphql';
import type { Context } from '../context.ts';
import { joinsPage } from '../read/joins-page.ts';
import type { JoinStatus } from '../seats/seat-request.ts';

type Arguments = ConnectionArguments & { status?: JoinStatus[] | null };

export const __resolveReference = ({ id }: { id: string }) => ({ id: id.toLowerCase() });

export const joins = ({ id }: { id: string }, { status, ...page }: Arguments, context: Context) => {
  if (context.viewer?.userId !== id) {
    throw new GraphQLError('Only oneself sees which events one has joined.', { extensions: { code: 'FORBIDDEN' } });
  }
  return joinsPage(context.database, id, status ?? null, page);
};
