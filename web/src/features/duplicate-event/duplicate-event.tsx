import { useApolloClient } from '@apollo/client/react';
import { TextInput } from '@mantine/core';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { CheckedForm, type FormRefusal } from '../../components/checked-form.tsx';
import { momentIn } from '../../components/moment-shape.ts';
import { Panel } from '../../components/panel.tsx';
import { useCheckedForm } from '../../components/use-checked-form.ts';
import { DuplicateEventDocument, type EventStatus } from '../../generated/documents.gen.ts';
import { duplicateTexts } from './texts.ts';

/** Makes a new draft of an event, at another time if one is given, and goes there. What is over needs another time. */
export function DuplicateEvent({ event }: { event: { id: string; timezone: string; status: EventStatus } }) {
  const client = useApolloClient();
  const navigate = useNavigate();
  const isOver = event.status === 'ENDED';
  const moment = momentIn(event.timezone);
  const startsAt = isOver ? moment.pipe(z.string(duplicateTexts.startMissing)) : moment;
  const form = useCheckedForm(z.object({ startsAt }), { startsAt: '' });

  async function duplicate({ startsAt }: { startsAt: string | null }): Promise<readonly FormRefusal[]> {
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
      <CheckedForm form={form} action={duplicateTexts.make} acting={duplicateTexts.making} submit={duplicate}>
        <TextInput
          label={duplicateTexts.startsAt}
          description={isOver ? duplicateTexts.clocks(event.timezone) : duplicateTexts.startsAtRule(event.timezone)}
          type="datetime-local"
          {...form.field('startsAt')}
        />
      </CheckedForm>
    </Panel>
  );
}
