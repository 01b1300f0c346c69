import { useApolloClient } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { ownZone } from '../../components/date-format.ts';
import { describeInstant } from '../../components/describe-instant.ts';
import { FaultNotice, Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { useLeaveGuard } from '../../components/use-leave-guard.ts';
import type { PreviewedByFragment } from '../../generated/documents.gen.ts';
import { type EditedEventFragment, PublishEventDocument } from '../../generated/documents.gen.ts';
import { DraftState } from './draft-state.tsx';
import { EventChecklist } from './event-checklist.tsx';
import { EventFields } from './event-fields.tsx';
import styles from './event-form.module.css';
import { EventPreview } from './event-preview.tsx';
import { emptyValues, hasText, valuesOf } from './event-values.ts';
import { editTexts } from './texts.ts';
import { useDraft } from './use-draft.ts';
import { useEventForm } from './use-event-form.ts';
import { useVerifiedElsewhere } from './use-verified-elsewhere.ts';

/** Who makes the event. */
export type Maker = PreviewedByFragment['viewer'];

/** What became of publishing. */
type Publishing =
  | { readonly kind: 'idle' | 'asking' }
  | { readonly kind: 'refused'; readonly messages: string[] }
  | { readonly kind: 'failed'; readonly error: unknown };

/** One page from nothing to public: the form that keeps itself as a draft, the checklist, and what people will see. */
export function DraftEditor({
  event,
  maker,
  created,
}: {
  event: EditedEventFragment | null;
  maker: Maker;
  created: (id: string) => void;
}) {
  const client = useApolloClient();
  const navigate = useNavigate();
  const [loaded] = useState(() => event && valuesOf(event));
  const zone = maker?.timezone ?? ownZone();
  const form = useEventForm(loaded ?? emptyValues(zone));
  const { draft, kept } = useDraft(event?.id ?? null, loaded, created);
  const [publishing, setPublishing] = useState<Publishing>({ kind: 'idle' });
  useVerifiedElsewhere(maker?.emailVerified ?? true);
  // A draft that is there keeps itself, also on the way out; without title and times there is none yet.
  useLeaveGuard(() => kept.kind === 'failed' || (draft.id() === null && hasText(form.getValues())), editTexts.leave);

  useEffect(
    () =>
      form.subscribe({ formState: { values: true }, callback: ({ values }) => draft.changed(structuredClone(values)) }),
    [form, draft],
  );

  async function publish() {
    if (publishing.kind === 'asking') return;
    setPublishing({ kind: 'asking' });
    try {
      if (draft.isBehind()) await draft.flush();
      const eventId = draft.id();
      if (draft.isBehind() || !eventId) return setPublishing({ kind: 'idle' });
      const { data } = await client.mutate({ mutation: PublishEventDocument, variables: { eventId } });
      const messages = data?.publishEvent.userErrors.map(({ message }) => message) ?? [];
      if (messages.length > 0) return setPublishing({ kind: 'refused', messages });
      await navigate(`/organize/events/${eventId}`);
    } catch (error) {
      setPublishing({ kind: 'failed', error });
    }
  }

  return (
    <form
      noValidate
      className={styles.columns}
      // Enter in a field keeps the draft; nothing becomes public by a slip.
      onSubmit={(submitted) => {
        submitted.preventDefault();
        void draft.flush();
      }}
    >
      <div className={styles.form}>
        <EventFields form={form} seatsAt={null} />
      </div>
      <div className={styles.aside}>
        <Panel title={editTexts.checklist}>
          <EventChecklist form={form} emailVerified={maker?.emailVerified ?? false} />
          <div className={styles.actions}>
            {event?.publishAt && (
              <p className={styles.rule}>
                {editTexts.publishesItself(describeInstant(event.publishAt, event.timezone))}
              </p>
            )}
            <DraftState kept={kept} retry={() => void draft.flush()} />
            {publishing.kind === 'refused' && (
              <div role="alert">
                <Notice tone="bad">{[editTexts.refused, ...publishing.messages].join(' ')}</Notice>
              </div>
            )}
            {publishing.kind === 'failed' && <FaultNotice error={publishing.error} />}
            <Button
              h={52}
              fullWidth
              onClick={(pressed) => void form.handleSubmit(publish)(pressed)}
              aria-disabled={publishing.kind === 'asking'}
            >
              {publishing.kind === 'asking' ? editTexts.publishing : editTexts.publish}
            </Button>
          </div>
        </Panel>
        <EventPreview form={form} eventId={draft.id()} organizer={maker} />
      </div>
    </form>
  );
}
