import { useApolloClient } from '@apollo/client/react';
import { TextInput } from '@mantine/core';
import { useNavigate } from 'react-router';
import { readClock } from '../../components/clock-time.ts';
import { Panel } from '../../components/panel.tsx';
import { type FormRefusal, RefusableForm } from '../../components/refusable-form.tsx';
import { DuplicateEventDocument } from '../../generated/documents.gen.ts';
import { duplicateTexts } from './texts.ts';

/** Makes a new draft of an event, at another time if one is given, and goes there. */
export function DuplicateEvent({ event }: { event: { id: string; timezone: string } }) {
  const client = useApolloClient();
  const navigate = useNavigate();

  async function duplicate(fields: FormData): Promise<readonly FormRefusal[]> {
    const start = readClock(String(fields.get('startsAt')), event.timezone);
    if (start.kind === 'nonsense' || start.kind === 'skipped') {
      return [{ message: duplicateTexts.notATime, field: ['startsAt'] }];
    }
    const startsAt = start.kind === 'moment' ? start.at : null;
    const { data } = await client.mutate({
      mutation: DuplicateEventDocument,
      variables: { input: { eventId: event.id, startsAt } },
    });
    const made = data?.duplicateEvent.event;
    if (made) await navigate(`/organize/events/${made.id}/edit`);
    return data?.duplicateEvent.userErrors ?? [];
  }

  return (
    <Panel title={duplicateTexts.title} intro={duplicateTexts.intro}>
      <RefusableForm action={duplicateTexts.make} acting={duplicateTexts.making} submit={duplicate}>
        {(errorOf) => (
          <TextInput
            label={duplicateTexts.startsAt}
            description={duplicateTexts.startsAtRule(event.timezone)}
            name="startsAt"
            type="datetime-local"
            error={errorOf('startsAt')}
          />
        )}
      </RefusableForm>
    </Panel>
  );
}
