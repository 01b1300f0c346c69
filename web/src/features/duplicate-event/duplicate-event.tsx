import { useApolloClient } from '@apollo/client/react';
import { TextInput } from '@mantine/core';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { CheckedForm, type FormRefusal } from '../../components/checked-form.tsx';
import { momentIn } from '../../components/moment-shape.ts';
import { Panel } from '../../components/panel.tsx';
import { useCheckedForm } from '../../components/use-checked-form.ts';
import { DuplicateEventDocument } from '../../generated/documents.gen.ts';
import { duplicateTexts } from './texts.ts';

/** Makes a new draft of an event, at another time if one is given, and goes there. */
export function DuplicateEvent({ event }: { event: { id: string; timezone: string } }) {
  const client = useApolloClient();
  const navigate = useNavigate();
  const form = useCheckedForm(z.object({ startsAt: momentIn(event.timezone) }), { startsAt: '' });

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
          description={duplicateTexts.startsAtRule(event.timezone)}
          type="datetime-local"
          {...form.field('startsAt')}
        />
      </CheckedForm>
    </Panel>
  );
}
