import { useApolloClient } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { FaultNotice, Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { useLeaveGuard } from '../../components/use-leave-guard.ts';
import { type EditedEventFragment, SaveEventDocument } from '../../generated/documents.gen.ts';
import type { Maker } from './draft-editor.tsx';
import { EventFields } from './event-fields.tsx';
import styles from './event-form.module.css';
import { EventPreview } from './event-preview.tsx';
import { type EventField, type EventValues, inputOf, valuesOf } from './event-values.ts';
import { editTexts } from './texts.ts';
import { useEventForm } from './use-event-form.ts';

/** What became of saving. */
type Saving =
  | { readonly kind: 'idle' | 'asking' | 'saved' | 'unchanged' }
  | { readonly kind: 'refused'; readonly messages: string[] }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Changes to what is public already: they are made all at once and on purpose, since people are told of them. */
export function PublishedEditor({ event, maker }: { event: EditedEventFragment; maker: Maker }) {
  const client = useApolloClient();
  const [stored, setStored] = useState(() => valuesOf(event));
  const form = useEventForm(stored);
  const [saving, setSaving] = useState<Saving>({ kind: 'idle' });
  // What was said of the last saving isn't true of what is typed since.
  useEffect(() => form.watch(() => setSaving({ kind: 'idle' })).unsubscribe, [form.watch]);
  const people = (event.seatsTaken ?? 0) + (event.waitlistLength ?? 0);

  useLeaveGuard(() => Object.keys(inputOf(form.getValues(), stored, new Set())).length > 0, editTexts.leave);

  async function save(values: EventValues) {
    const input = inputOf(values, stored, new Set());
    if (Object.keys(input).length === 0) return setSaving({ kind: 'unchanged' });
    setSaving({ kind: 'asking' });
    try {
      const variables = { input: { eventId: event.id, ...input } };
      const { data } = await client.mutate({ mutation: SaveEventDocument, variables });
      const refusals = data?.updateEvent.userErrors ?? [];
      const isField = (name: string | undefined): name is EventField => name !== undefined && name in values;
      for (const { field, message } of refusals) {
        const name = field?.find(isField);
        if (isField(name)) form.setError(name, { type: 'refused', message }, { shouldFocus: true });
      }
      if (refusals.length > 0) return setSaving({ kind: 'refused', messages: refusals.map(({ message }) => message) });
      setStored(values);
      setSaving({ kind: 'saved' });
    } catch (error) {
      setSaving({ kind: 'failed', error });
    }
  }

  return (
    <form noValidate className={styles.columns} onSubmit={(submitted) => void form.handleSubmit(save)(submitted)}>
      <div className={styles.form}>
        <EventFields form={form} seatsAt={`/organize/events/${event.id}`} />
      </div>
      <div className={styles.aside}>
        <Panel title={editTexts.save}>
          {people > 0 && <p className={styles.rule}>{editTexts.peopleAreTold(people)}</p>}
          <div className={styles.actions}>
            <div role="status">
              {saving.kind === 'saved' && <Notice tone="good">{editTexts.changesSaved}</Notice>}
              {saving.kind === 'unchanged' && <Notice tone="plain">{editTexts.noChanges}</Notice>}
            </div>
            {saving.kind === 'refused' && (
              <div role="alert">
                <Notice tone="bad">{saving.messages.join(' ')}</Notice>
              </div>
            )}
            {saving.kind === 'failed' && <FaultNotice error={saving.error} />}
            <Button type="submit" h={52} fullWidth aria-disabled={saving.kind === 'asking'}>
              {saving.kind === 'asking' ? editTexts.saveActing : editTexts.save}
            </Button>
          </div>
        </Panel>
        <EventPreview form={form} eventId={event.id} organizer={maker} />
      </div>
    </form>
  );
}
