import type { FragmentType } from '@apollo/client';
import { useApolloClient, useFragment } from '@apollo/client/react';
import { TextInput } from '@mantine/core';
import { z } from 'zod';
import { CheckedForm, type FormRefusal } from '../../components/checked-form.tsx';
import { showClock } from '../../components/clock-time.ts';
import { describeInstant } from '../../components/describe-instant.ts';
import { momentIn } from '../../components/moment-shape.ts';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { useCheckedForm } from '../../components/use-checked-form.ts';
import {
  type PublishingPlanFragment,
  PublishingPlanFragmentDoc,
  SchedulePublishingDocument,
} from '../../generated/documents.gen.ts';
import { DropPlan } from './drop-plan.tsx';
import { scheduleTexts } from './texts.ts';
import { usePublishedByItself } from './use-published-by-itself.ts';

/** When a draft publishes itself, and the way to say so. */
export function SchedulePublishing({ event }: { event: FragmentType<PublishingPlanFragment> & { id: string } }) {
  const { data, complete } = useFragment({ fragment: PublishingPlanFragmentDoc, from: event });
  return complete ? <Plan plan={data} /> : null;
}

function Plan({ plan: { id, timezone, publishAt, publishRefusal } }: { plan: PublishingPlanFragment }) {
  const client = useApolloClient();
  const shape = z.object({ publishAt: momentIn(timezone).pipe(z.string(scheduleTexts.missing)) });
  const form = useCheckedForm(shape, { publishAt: showClock(publishAt, timezone) });

  usePublishedByItself(publishRefusal ? null : publishAt);

  async function set(at: string | null): Promise<readonly FormRefusal[]> {
    const variables = { input: { eventId: id, publishAt: at } };
    const { data } = await client.mutate({ mutation: SchedulePublishingDocument, variables });
    return data?.schedulePublishing.userErrors ?? [];
  }

  function dropped() {
    form.setValue('publishAt', '');
    form.setFocus('publishAt');
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
          <DropPlan drop={() => set(null)} dropped={dropped} />
        </>
      )}
      <CheckedForm
        form={form}
        action={scheduleTexts.plan}
        acting={scheduleTexts.planning}
        {...(publishAt && { done: scheduleTexts.done })}
        submit={(input) => set(input.publishAt)}
      >
        <TextInput
          label={scheduleTexts.at}
          description={scheduleTexts.atRule(timezone)}
          type="datetime-local"
          required
          withAsterisk={false}
          {...form.field('publishAt')}
        />
      </CheckedForm>
    </Panel>
  );
}
