import { ApolloLink, type ErrorLike } from '@apollo/client';
import { map, tap } from 'rxjs';

declare module '@apollo/client' {
  interface DefaultContext {
    /** True for a question whose answer is worth nothing once a mutation was answered after it was sent. */
    canBeOvertaken?: boolean;
  }
}

/** Something was changed after the question was sent: its answer may show what was before. */
export class Overtaken extends Error implements ErrorLike {
  override name = 'Overtaken';
}

/**
 * Lets no answer into the cache that a mutation has overtaken, for operations whose context says `canBeOvertaken`. Without
 * it, a question that was sent before somebody joined and answered after would take their seat off the page for a moment.
 */
export function createOvertakenLink(): ApolloLink {
  let mutationsAnswered = 0;
  return new ApolloLink((operation, forward) => {
    if (operation.operationType === 'mutation') return forward(operation).pipe(tap(() => mutationsAnswered++));
    if (!operation.getContext().canBeOvertaken) return forward(operation);
    const before = mutationsAnswered;
    return forward(operation).pipe(
      map((answer) => {
        if (mutationsAnswered !== before) throw new Overtaken('something was changed meanwhile');
        return answer;
      }),
    );
  });
}
