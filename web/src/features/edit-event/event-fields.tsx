import { Checkbox, NativeSelect, TagsInput, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { Controller } from 'react-hook-form';
import { Link } from 'react-router';
import { hoursLater } from '../../components/clock-time.ts';
import { timezones } from '../../components/timezones.ts';
import styles from './event-form.module.css';
import type { EventField } from './event-values.ts';
import { editTexts } from './texts.ts';
import type { EventForm } from './use-event-form.ts';

/** An end that nobody gave yet is put this long after the start. */
const usualHours = 2;

/** Everything one can say about an event. `seatsAt` is where its seats are changed once it is published. */
export function EventFields({ form, seatsAt }: { form: EventForm; seatsAt: string | null }) {
  const { getValues, setValue } = form;
  const field = (name: Exclude<EventField, 'tags' | 'online'>, onBlur?: () => void) => ({
    label: editTexts[name],
    error: form.formState.errors[name]?.message,
    ...form.register(name, onBlur && { onBlur }),
  });
  const suggestEnd = () => {
    const { startsAt, endsAt, timezone } = getValues();
    if (endsAt === '' && startsAt !== '') setValue('endsAt', hoursLater(startsAt, usualHours, timezone));
  };
  return (
    <>
      <Part title={editTexts.what}>
        <TextInput {...field('title')} required maxLength={200} />
        <Textarea {...field('description')} description={editTexts.descriptionRule} autosize minRows={4} maxRows={18} />
        <Controller
          control={form.control}
          name="tags"
          render={({ field: { ref: _ref, ...tags }, fieldState: { error } }) => (
            <TagsInput {...tags} label={editTexts.tags} description={editTexts.tagsRule} error={error?.message} />
          )}
        />
      </Part>
      <Part title={editTexts.when}>
        <div className={styles.pair}>
          <TextInput {...field('startsAt', suggestEnd)} type="datetime-local" required />
          <TextInput {...field('endsAt')} type="datetime-local" required />
        </div>
        <NativeSelect {...field('timezone')} description={editTexts.timezoneRule} required>
          {timezones(getValues('timezone')).map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </NativeSelect>
      </Part>
      <Part title={editTexts.where}>
        <TextInput {...field('venue')} description={editTexts.venueRule} />
        <div className={styles.pair}>
          <TextInput {...field('city')} />
          <TextInput {...field('country')} />
        </div>
        <Checkbox {...form.register('online')} label={editTexts.online} size="md" />
        <TextInput {...field('url')} type="url" />
      </Part>
      <Part title={editTexts.seats}>
        {seatsAt === null ? (
          <div className={styles.pair}>
            <TextInput {...field('capacity')} description={editTexts.capacityRule} inputMode="numeric" />
            <TextInput {...field('waitlistLimit')} description={editTexts.waitlistLimitRule} inputMode="numeric" />
          </div>
        ) : (
          <p className={styles.rule}>
            {editTexts.handedOver} <Link to={seatsAt}>{editTexts.toOverview}</Link>
          </p>
        )}
        <div className={styles.pair}>
          <TextInput {...field('joinsOpenAt')} description={editTexts.joinsOpenAtRule} type="datetime-local" />
          <TextInput {...field('joinsCloseAt')} description={editTexts.joinsCloseAtRule} type="datetime-local" />
        </div>
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.part} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
