import type { Progress } from '@cityevents/infra/local/progress';
import type { Run } from '@cityevents/infra/local/start-system';
import { Client } from 'undici';
import { WholeStack } from '../joins/whole-stack/whole-stack.ts';
import { median } from '../report/verdict.ts';
import { sizes } from './sizes.ts';

const PAGE = `query FeedPage { feed(kind: UPCOMING, first: 20) { edges { node {
  id title startsAt city seatsLeft seatsTaken waitlistLength viewerJoin { id status } } } } }`;
/** The three questions that the gateway makes of it. */
const FEED = '{ feed(kind: UPCOMING, first: 20) { edges { node { id } } } }';
const EVENTS = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on Event { id title startsAt city } } }`;
const JOINS = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on Event { seatsLeft seatsTaken waitlistLength viewerJoin { id status } } } }`;

/** P9: a page of the feed with what three subgraphs know of its events, one request at a time, on the whole stack. */
export class FeedPages {
  readonly #stack: WholeStack;
  readonly #authorization: string;

  private constructor(stack: WholeStack, authorization: string) {
    this.#stack = stack;
    this.#authorization = authorization;
  }

  get redisUrl(): string {
    return this.#stack.environment.REDIS_URL!;
  }

  static async start(run: Run, progress: Progress): Promise<FeedPages> {
    const stack = await WholeStack.start(run, progress, { RATE_LIMIT_PERSON_PER_MINUTE: '1000000' });
    await progress.step(`${sizes.feedPage.events} events`, async () => {
      for (let i = 0; i < sizes.feedPage.events; i++) await stack.event(100);
      await stack.settle();
    });
    const [person] = await stack.people(1);
    return new FeedPages(stack, `Bearer ${person!.accessToken}`);
  }

  /** Medians in milliseconds, of both ways in turns. */
  async measure(): Promise<{ throughGateway: number; direct: number }> {
    const { environment, url } = this.#stack;
    const client = (port: string | undefined) => new Client(`http://127.0.0.1:${port}`);
    const gateway = new Client(new URL(url).origin);
    const feed = client(environment.FEED_PORT);
    const events = client(environment.EVENTS_PORT);
    const joins = client(environment.JOINS_PORT);

    const throughGateway = async () => {
      const { data } = await this.#ask(gateway, PAGE);
      return data.feed.edges.map(({ node }: { node: object }) => node);
    };
    const direct = async () => {
      const { data } = await this.#ask(feed, FEED);
      const representations = data.feed.edges.map(({ node }: { node: { id: string } }) => ({
        __typename: 'Event',
        id: node.id,
      }));
      const known = (await this.#ask(events, EVENTS, { representations })).data._entities;
      const seats = (await this.#ask(joins, JOINS, { representations })).data._entities;
      return known.map((event: object, index: number) => ({ ...event, ...seats[index] }));
    };

    const [one, other] = [await throughGateway(), await direct()];
    if (one.length !== sizes.feedPage.events || JSON.stringify(one) !== JSON.stringify(other)) {
      throw new Error(`The page differs:\n${JSON.stringify(one)}\n${JSON.stringify(other)}`);
    }
    const times = { throughGateway: [] as number[], direct: [] as number[] };
    for (let i = -sizes.feedPage.warmUp; i < sizes.feedPage.requests; i++) {
      const [viaGateway, directly] = [await timed(throughGateway), await timed(direct)];
      if (i >= 0) {
        times.throughGateway.push(viaGateway);
        times.direct.push(directly);
      }
    }
    await Promise.all([gateway, feed, events, joins].map((each) => each.close()));
    return { throughGateway: median(times.throughGateway), direct: median(times.direct) };
  }

  // biome-ignore lint/suspicious/noExplicitAny: each question has its own shape.
  async #ask(client: Client, query: string, variables: object = {}): Promise<any> {
    const { body, statusCode } = await client.request({
      method: 'POST',
      path: '/graphql',
      headers: {
        'content-type': 'application/json',
        authorization: this.#authorization,
        'x-gateway-secret': this.#stack.environment.GATEWAY_SECRET!,
      },
      body: JSON.stringify({ query, variables }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    const answer = (await body.json()) as any;
    if (statusCode !== 200 || answer.errors) throw new Error(`HTTP ${statusCode}: ${JSON.stringify(answer.errors)}`);
    return answer;
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
