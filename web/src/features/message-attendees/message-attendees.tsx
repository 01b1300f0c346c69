// What draws a list's arrow.
import '@mantine/core/styles/Combobox.layer.css';
import { useApolloClient } from '@apollo/client/react';
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { z } from 'zod';
import { CheckedForm, type FormRefusal } from '../../components/checked-form.tsx';
import { Panel } from '../../components/panel.tsx';
import { useCheckedForm } from '../../components/use-checked-form.ts';
import { type Audience, MessageAttendeesDocument } from '../../generated/documents.gen.ts';
import { messageTexts } from './texts.ts';

const audiences = ['ALL', 'CONFIRMED', 'WAITLISTED'] as const satisfies Audience[];
const mostSubject = 120;
const mostBody = 5_000;

const shape = z.object({
  audience: z.enum(audiences),
  subject: z.string().trim().min(1, messageTexts.subjectMissing).max(mostSubject, messageTexts.tooLong(mostSubject)),
  body: z.string().regex(/\S/, messageTexts.bodyMissing).max(mostBody, messageTexts.tooLong(mostBody)),
});

/** Writes to who has a seat at an event, or waits for one. */
export function MessageAttendees({ eventId }: { eventId: string }) {
  const client = useApolloClient();
  const [recipients, setRecipients] = useState(0);
  const form = useCheckedForm(shape, { audience: 'ALL', subject: '', body: '' });

  async function send(letter: z.output<typeof shape>): Promise<readonly FormRefusal[]> {
    const variables = { input: { eventId, ...letter } };
    const { data } = await client.mutate({ mutation: MessageAttendeesDocument, variables });
    const sent = data?.messageAttendees.recipients;
    if (sent != null) {
      setRecipients(sent);
      // What was written goes with the message that went out, not before.
      form.resetField('subject');
      form.resetField('body');
    }
    return data?.messageAttendees.userErrors ?? [];
  }

  return (
    <Panel title={messageTexts.title} intro={messageTexts.intro}>
      <CheckedForm
        form={form}
        action={messageTexts.send}
        acting={messageTexts.sending}
        done={messageTexts.sent(recipients)}
        submit={send}
      >
        <NativeSelect label={messageTexts.audience} {...form.field('audience')}>
          {audiences.map((audience) => (
            <option key={audience} value={audience}>
              {messageTexts.audiences[audience]}
            </option>
          ))}
        </NativeSelect>
        <TextInput label={messageTexts.subject} required withAsterisk={false} {...form.field('subject')} />
        <Textarea
          label={messageTexts.body}
          description={messageTexts.bodyRule}
          required
          withAsterisk={false}
          autosize
          minRows={5}
          maxRows={16}
          {...form.field('body')}
        />
      </CheckedForm>
    </Panel>
  );
}
