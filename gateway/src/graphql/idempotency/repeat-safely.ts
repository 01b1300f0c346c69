import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type ApolloServerPlugin, type GraphQLRequestContext, type GraphQLResponse, HeaderMap } from '@apollo/server';
import type { Logger } from '@cityevents/service/logger';
import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import type { RequestContext } from '../request-context.ts';
import type { Known, RememberedAnswer, RememberedAnswers } from './remembered-answers.ts';

/** Mutations that make something new each time they are sent. joinEvent is not among them: a join repeated is the same join. */
export const CREATING: ReadonlySet<string> = new Set([
  'createApiKey',
  'createEvent',
  'duplicateEvent',
  'importEvents',
  'signUp',
]);

/** Random enough that nobody meets another's, and printable. */
const KEY = /^[\x21-\x7e]{16,255}$/;
/** How long a repeated request waits for the first one's answer. */
const PATIENCE_MS = 5_000;
const LOOK_EVERY_MS = 50;

/**
 * Does what a creating mutation asks for once for each Idempotency-Key, however often it is sent, and answers each time the
 * same (draft-ietf-httpapi-idempotency-key-header). A key belongs to the person who sends it.
 *
 * What was refused before anything was done is forgotten, and may be tried again. When a subgraph gave no answer nobody
 * knows what it did: such a key stays taken, and nothing is done twice.
 */
export function repeatSafely(answers: RememberedAnswers, logger: Logger): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => {
      let begun: { name: string; fingerprint: string } | undefined;
      return {
        responseForOperation: async (request) => {
          const { idempotencyKey, viewer, setCookie } = request.contextValue;
          if (idempotencyKey === undefined || !creates(request.operation, request.document)) return null;
          if (!KEY.test(idempotencyKey)) return badKey();
          const name = `${viewer?.userId ?? 'anonymous'} ${idempotencyKey}`;
          const fingerprint = fingerprintOf(request);
          const known = await untilAnswered(answers, name, fingerprint).catch((error: unknown) => {
            logger.error({ err: error }, 'what was asked before can’t be looked up');
            return null;
          });
          if (known === null) return noMemory();
          if (known === 'another request') return reused();
          if (known === 'under way') return underWay();
          if (known === 'new') {
            begun = { name, fingerprint };
            return null;
          }
          if (known.answer.setCookie !== undefined) setCookie(known.answer.setCookie);
          return responseOf(known.answer);
        },
        willSendResponse: async ({ response, contextValue }) => {
          if (!begun || response.body.kind !== 'single' || contextValue.isOutcomeUnknown) return;
          const { name, fingerprint } = begun;
          const { data = null, errors } = response.body.singleResult;
          const { status } = response.http;
          const didNothing = Object.values(data ?? {}).every(isRefused);
          const answer = { status, data, errors, setCookie: contextValue.sent.cookie } as RememberedAnswer;
          const kept = didNothing ? answers.forget(name) : answers.finish(name, fingerprint, answer);
          await kept.catch((error: unknown) => logger.error({ err: error }, 'an answer can’t be remembered'));
        },
      };
    },
  };
}

async function untilAnswered(answers: RememberedAnswers, name: string, fingerprint: string): Promise<Known> {
  const deadline = performance.now() + PATIENCE_MS;
  let known = await answers.begin(name, fingerprint);
  while (known === 'under way' && performance.now() < deadline) {
    await pause(LOOK_EVERY_MS);
    known = await answers.find(name, fingerprint);
  }
  return known;
}

/** Whether a field says that nothing was done: it is null, or its payload gives the reasons. */
function isRefused(payload: unknown): boolean {
  if (typeof payload !== 'object' || payload === null) return true;
  return 'userErrors' in payload && Array.isArray(payload.userErrors) && payload.userErrors.length > 0;
}

function creates(operation: OperationDefinitionNode | undefined, document: DocumentNode | undefined): boolean {
  if (operation?.operation !== 'mutation') return false;
  const isCreating = (set: SelectionSetNode): boolean =>
    set.selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return CREATING.has(selection.name.value);
      if (selection.kind === Kind.INLINE_FRAGMENT) return isCreating(selection.selectionSet);
      const fragment = document?.definitions.find(
        (node) => node.kind === Kind.FRAGMENT_DEFINITION && node.name.value === selection.name.value,
      );
      return fragment?.kind === Kind.FRAGMENT_DEFINITION && isCreating(fragment.selectionSet);
    });
  return isCreating(operation.selectionSet);
}

/** Of what is asked: the document, the operation in it, and its variables. */
function fingerprintOf({ queryHash, operationName, request }: GraphQLRequestContext<RequestContext>): string {
  const asked = JSON.stringify([queryHash, operationName, request.variables ?? {}]);
  return createHash('sha256').update(asked).digest('base64url');
}

function responseOf({ status, data, errors }: RememberedAnswer): GraphQLResponse {
  const headers = new HeaderMap([['idempotent-replayed', 'true']]);
  return {
    http: { headers, ...(status !== undefined && { status }) },
    body: { kind: 'single', singleResult: { data, ...(errors && { errors: errors as never }) } },
  };
}

/** Apollo Server takes no errors where it asks for a response, so a refusal is one; each its own, as it is added to. */
function refusal(status: number, code: string, message: string, retryAfterSeconds?: number): GraphQLResponse {
  const extensions = { code, ...(retryAfterSeconds && { retryAfterSeconds }) };
  const headers = new HeaderMap(retryAfterSeconds ? [['retry-after', String(retryAfterSeconds)]] : []);
  return { http: { status, headers }, body: { kind: 'single', singleResult: { errors: [{ message, extensions }] } } };
}

const badKey = () =>
  refusal(400, 'BAD_REQUEST', 'The header Idempotency-Key takes 16 to 255 visible characters, such as a UUID.');
const reused = () =>
  refusal(
    422,
    'IDEMPOTENCY_KEY_REUSED',
    'This Idempotency-Key was sent with another request. Make a new one for each thing to be created.',
  );
const underWay = () =>
  refusal(
    409,
    'IDEMPOTENCY_KEY_IN_USE',
    'The first request with this Idempotency-Key isn’t answered yet, or its outcome isn’t known. Ask again in a moment; if that goes on, look whether it was done, and use a new key.',
    1,
  );
const noMemory = () =>
  refusal(
    503,
    'SERVICE_UNAVAILABLE',
    'Nobody can tell right now whether this was done before. Please try again in a moment.',
  );
