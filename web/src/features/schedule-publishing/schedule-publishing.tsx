import type { FragmentType } from '@apollo/client';
import { useApolloClient, useFragment } from '@apollo/client/react';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { readClock, showClock } from '../../components/clock-time.ts';
import { describeInstant } from '../../components/describe-instant.ts';
import { FaultNotice, Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { type FormRefusal, RefusableForm } from '../../components/refusable-form.tsx';
import {
  type PublishingPlanFragment,
  PublishingPlanFragmentDoc,
  SchedulePublishingDocument,
} from '../../generated/documents.gen.ts';
import { scheduleTexts } from './texts.ts';

/** When a draft publishes itself, and the way to say so. */
export function SchedulePublishing({ event }: { event: FragmentType<PublishingPlanFragment> & { id: string } }) {
  const client = useApolloClient();
  const { data, complete } = useFragment({ fragment: PublishingPlanFragmentDoc, from: event });
  const [fault, setFault] = useState<unknown>(null);
  if (!complete) return null;
  const { timezone, publishAt, publishRefusal } = data;

  async function set(at: string | null): Promise<readonly FormRefusal[]> {
    const variables = { input: { eventId: event.id, publishAt: at } };
    const answer = await client.mutate({ mutation: SchedulePublishingDocument, variables });
    return answer.data?.schedulePublishing.userErrors ?? [];
  }

  async function plan(fields: FormData): Promise<readonly FormRefusal[]> {
    const reading = readClock(String(fields.get('publishAt')), timezone);
    if (reading.kind === 'moment') return set(reading.at);
    const message = reading.kind === 'skipped' ? scheduleTexts.skipped(reading.next.slice(-5)) : scheduleTexts.notATime;
    return [{ message, field: ['publishAt'] }];
  }

  return (
    <Panel title={scheduleTexts.title} intro={scheduleTexts.intro}>
      {publishRefusal && (
        <div role="alert">
          <Notice tone="bad">
            {scheduleTexts.failed} {publishRefusal.message}
          </Notice>
        </div>
      )}
      {publishAt && !publishRefusal && (
        <>
          <Notice tone="good">{scheduleTexts.planned(describeInstant(publishAt, timezone))}</Notice>
          <Button variant="default" my="md" onClick={() => void set(null).catch(setFault)}>
            {scheduleTexts.drop}
          </Button>
        </>
      )}
      {fault !== null && <FaultNotice error={fault} />}
      <RefusableForm
        action={scheduleTexts.plan}
        acting={scheduleTexts.planning}
        done={scheduleTexts.done}
        submit={plan}
      >
        {(errorOf) => (
          <TextInput
            label={scheduleTexts.at}
            description={scheduleTexts.atRule(timezone)}
            name="publishAt"
            type="datetime-local"
            required
            withAsterisk={false}
            defaultValue={showClock(publishAt, timezone)}
            error={errorOf('publishAt')}
          />
        )}
      </RefusableForm>
    </Panel>
  );
}
