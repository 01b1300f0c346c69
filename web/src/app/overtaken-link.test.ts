import { ApolloClient, ApolloLink, gql, InMemoryCache } from '@apollo/client';
import { Subject, take } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { createOvertakenLink, Overtaken } from './overtaken-link.ts';

const question = gql('query Seat { event { id hasSeat } }');
const change = gql('mutation Join { join { id } }');
const noSeat = { data: { event: { __typename: 'Event', id: 'e1', hasSeat: false } } };

/** A client whose operations are answered when the test says so. */
function clientWith(links: ApolloLink[]) {
  const answers = new Map<string, Subject<ApolloLink.Result>>();
  const server = new ApolloLink(({ operationName }) => {
    const answer = new Subject<ApolloLink.Result>();
    answers.set(operationName ?? '', answer);
    return answer.pipe(take(1));
  });
  const client = new ApolloClient({
    link: ApolloLink.from([...links, server]),
    cache: new InMemoryCache(),
    defaultOptions: { watchQuery: { errorPolicy: 'all' }, query: { errorPolicy: 'all' } },
  });
  const ask = (canBeOvertaken: boolean) =>
    client.query({ query: question, fetchPolicy: 'network-only', context: { canBeOvertaken } });
  const answerTo = (name: string, result: ApolloLink.Result) => answers.get(name)?.next(result);
  const join = async () => {
    const joined = client.mutate({ mutation: change });
    answerTo('Join', { data: { join: { __typename: 'Join', id: 'j1' } } });
    await joined;
  };
  return { client, ask, answerTo, join };
}

describe('a question that can be overtaken', () => {
  it('has no answer once a mutation was answered after it was sent, and changes nothing in the cache', async () => {
    const { client, ask, answerTo, join } = clientWith([createOvertakenLink()]);
    const asked = ask(true);
    await join();
    answerTo('Seat', noSeat);
    expect((await asked).error).toBeInstanceOf(Overtaken);
    expect(client.readQuery({ query: question })).toBeNull();
  });

  it('has its answer when nothing was changed since, and when it is sent afterwards', async () => {
    const { client, ask, answerTo, join } = clientWith([createOvertakenLink()]);
    await join();
    const asked = ask(true);
    answerTo('Seat', noSeat);
    expect((await asked).error).toBeUndefined();
    expect(client.readQuery({ query: question })).toEqual(noSeat.data);
  });

  it('is a matter of those that say so: any other keeps its answer', async () => {
    const { client, ask, answerTo, join } = clientWith([createOvertakenLink()]);
    const asked = ask(false);
    await join();
    answerTo('Seat', noSeat);
    await asked;
    expect(client.readQuery({ query: question })).toEqual(noSeat.data);
  });
});
