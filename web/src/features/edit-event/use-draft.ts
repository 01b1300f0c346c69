import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { CreateDraftDocument, type CreateEventInput, SaveEventDocument } from '../../generated/documents.gen.ts';
import { checkValues } from './check-values.ts';
import { createDraftKeeper, type DraftKeeper, type Kept, type Stored } from './draft-keeper.ts';
import { canBeCreated, type EventField, type EventValues, inputOf } from './event-values.ts';
import { editTexts } from './texts.ts';

/** Long enough to type on, short enough that little is lost with the power. */
const pauseMs = 900;

/** Why the server would not store the draft, in its words; what is known to be wrong isn't sent in the first place. */
export class DraftRefused extends Error {}

/** A draft that keeps itself. */
export interface Draft extends DraftKeeper<EventValues> {
  /** Null until it has been stored for the first time. */
  readonly id: () => string | null;
}

/**
 * Keeps a form as a draft on the server while it is typed: nothing is stored in the browser, and the draft is there on any
 * device. `created` is told the draft's id once there is one.
 */
export function useDraft(
  eventId: string | null,
  loaded: EventValues | null,
  created: (id: string) => void,
): { draft: Draft; kept: Kept } {
  const client = useApolloClient();
  const [kept, setKept] = useState<Kept>({ kind: 'untouched' });
  const [draft] = useState(() => createDraft(client, eventId, loaded, created, setKept));

  useEffect(() => {
    // Who closes the tab between the last key and its answer is asked; who goes elsewhere in the app loses nothing.
    const ask = (event: BeforeUnloadEvent) => {
      if (draft.isBehind() && draft.id()) event.preventDefault();
    };
    const goOn = () => {
      if (draft.isBehind()) void draft.flush();
    };
    window.addEventListener('beforeunload', ask);
    window.addEventListener('online', goOn);
    return () => {
      window.removeEventListener('beforeunload', ask);
      window.removeEventListener('online', goOn);
      if (draft.isBehind()) void draft.flush();
    };
  }, [draft]);
  return { draft, kept };
}

function createDraft(
  client: ApolloClient,
  eventId: string | null,
  loaded: EventValues | null,
  created: (id: string) => void,
  tell: (kept: Kept) => void,
): Draft {
  let id = eventId;
  let stored = loaded;
  /** What a request to create carried whose answer didn't come; it is repeated as it was before anything else is stored. */
  let unanswered: { input: CreateEventInput; values: EventValues; key: string } | null = null;

  async function create(input: CreateEventInput, values: EventValues): Promise<void> {
    unanswered ??= { input, values, key: crypto.randomUUID() };
    const { data } = await client.mutate({
      mutation: CreateDraftDocument,
      variables: { input: unanswered.input },
      context: { headers: { 'idempotency-key': unanswered.key } },
    });
    const sent = unanswered;
    unanswered = null;
    const event = data?.createEvent.event;
    if (!event) throw new DraftRefused(data?.createEvent.userErrors.map(({ message }) => message).join(' '));
    id = event.id;
    stored = sent.values;
    created(event.id);
  }

  async function store(values: EventValues): Promise<Stored> {
    const unsound = new Set(Object.keys(checkValues(values, Date.now())) as EventField[]);
    if (!id) {
      const input = inputOf(values, null, unsound);
      if (!unanswered && !canBeCreated(input)) return 'nothing';
      await create(input as CreateEventInput, withoutUnsound(values, unsound));
      if (!id) return 'nothing';
    }
    const input = inputOf(values, stored, unsound);
    if (Object.keys(input).length > 0) {
      const { data } = await client.mutate({
        mutation: SaveEventDocument,
        variables: { input: { eventId: id, ...input, onlyIfDraft: true } },
      });
      const refusals = data?.updateEvent.userErrors ?? [];
      if (refusals.some(({ code }) => code === 'ALREADY_PUBLISHED')) throw new DraftRefused(editTexts.publicByNow);
      if (refusals.length > 0) throw new DraftRefused(refusals.map(({ message }) => message).join(' '));
      stored = {
        ...stored!,
        ...Object.fromEntries(Object.keys(input).map((field) => [field, values[field as EventField]])),
      };
    }
    return unsound.size > 0 ? 'in-part' : 'whole';
  }

  return { ...createDraftKeeper({ store, pauseMs, tell }), id: () => id };
}

/** What the server has of the values that were sent without the unsound ones: nothing where those are. */
function withoutUnsound(values: EventValues, unsound: ReadonlySet<EventField>): EventValues {
  const blank = { tags: [], online: false } as Partial<EventValues>;
  return Object.fromEntries(
    Object.entries(values).map(([field, value]) => [
      field,
      unsound.has(field as EventField) ? (blank[field as EventField] ?? '') : value,
    ]),
  ) as unknown as EventValues;
}
