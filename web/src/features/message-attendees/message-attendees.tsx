// What draws a list's arrow.
import '@mantine/core/styles/Combobox.layer.css';
import { useApolloClient } from '@apollo/client/react';
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Panel } from '../../components/panel.tsx';
import { type FormRefusal, RefusableForm } from '../../components/refusable-form.tsx';
import { type Audience, MessageAttendeesDocument } from '../../generated/documents.gen.ts';
import { messageTexts } from './texts.ts';

const audiences = ['ALL', 'CONFIRMED', 'WAITLISTED'] as const satisfies Audience[];

/** Writes to who has a seat at an event, or waits for one. */
export function MessageAttendees({ eventId }: { eventId: string }) {
  const client = useApolloClient();
  // What was written goes with the message that went out, not before.
  const [sent, setSent] = useState({ times: 0, recipients: 0 });

  async function send(fields: FormData): Promise<readonly FormRefusal[]> {
    const text = (name: string) => String(fields.get(name));
    const input = {
      eventId,
      subject: text('subject').trim(),
      body: text('body'),
      audience: text('audience') as Audience,
    };
    const { data } = await client.mutate({ mutation: MessageAttendeesDocument, variables: { input } });
    const recipients = data?.messageAttendees.recipients;
    if (recipients != null) setSent(({ times }) => ({ times: times + 1, recipients }));
    return data?.messageAttendees.userErrors ?? [];
  }

  return (
    <Panel title={messageTexts.title} intro={messageTexts.intro}>
      <RefusableForm
        action={messageTexts.send}
        acting={messageTexts.sending}
        done={messageTexts.sent(sent.recipients)}
        submit={send}
      >
        {(errorOf) => (
          <>
            <NativeSelect label={messageTexts.audience} name="audience" error={errorOf('audience')}>
              {audiences.map((audience) => (
                <option key={audience} value={audience}>
                  {messageTexts.audiences[audience]}
                </option>
              ))}
            </NativeSelect>
            <TextInput
              key={`subject ${sent.times}`}
              label={messageTexts.subject}
              name="subject"
              required
              withAsterisk={false}
              maxLength={120}
              error={errorOf('subject')}
            />
            <Textarea
              key={`body ${sent.times}`}
              label={messageTexts.body}
              description={messageTexts.bodyRule}
              name="body"
              required
              withAsterisk={false}
              maxLength={5000}
              autosize
              minRows={5}
              maxRows={16}
              error={errorOf('body')}
            />
          </>
        )}
      </RefusableForm>
    </Panel>
  );
}
