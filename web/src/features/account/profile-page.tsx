import '../../components/tags.css';
import { useApolloClient, useQuery } from '@apollo/client/react';
import { Checkbox, NativeSelect, Skeleton, TagsInput, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { Controller } from 'react-hook-form';
import { z } from 'zod';
import { session } from '../../app/apollo-client.ts';
import { CheckedForm, type FormRefusal } from '../../components/checked-form.tsx';
import { knownLocale } from '../../components/known-locale.ts';
import { FaultNotice } from '../../components/notice.tsx';
import { displayName, line } from '../../components/person-shapes.ts';
import { timezones } from '../../components/timezones.ts';
import { useCheckedForm } from '../../components/use-checked-form.ts';
import { ProfileDocument, type ProfileQuery, UpdateProfileDocument } from '../../generated/documents.gen.ts';
import styles from './account-page.module.css';
import { EmailStanding } from './email-standing.tsx';
import { Section } from './section.tsx';
import { accountTexts } from './texts.ts';

type Profile = NonNullable<ProfileQuery['viewer']>;

/** The mails one may do without. */
const topics = ['JOINS', 'REMINDERS', 'ORGANIZERS'] as const;

const orNothing = (text: string) => text || null;
const shape = z.object({
  displayName,
  interests: z.array(z.string().max(40, accountTexts.longInterest)).max(20, {
    error: ({ input }) => accountTexts.tooManyInterests((input as string[]).length),
  }),
  homeCity: line(80).transform(orNothing),
  timezone: z.string().transform(orNothing),
  locale: z.string().transform(orNothing),
  mails: z.array(z.enum(topics)),
});

/** What one tells of oneself, to change. */
export function ProfilePage() {
  const { data, error, refetch } = useQuery(ProfileDocument);
  if (data?.viewer) return <ProfileForm key={data.viewer.id} profile={data.viewer} />;
  if (error) return <FaultNotice error={error} retry={() => void refetch()} />;
  return <Skeleton height={420} radius={16} aria-label={accountTexts.loading} />;
}

function ProfileForm({ profile }: { profile: Profile }) {
  const client = useApolloClient();
  const mailsRuleId = useId();
  const form = useCheckedForm(shape, {
    displayName: profile.displayName,
    interests: [...profile.interests],
    homeCity: profile.homeCity ?? '',
    timezone: profile.timezone ?? '',
    locale: profile.locale ?? '',
    mails: topics.filter((topic) => !profile.mutedMails.includes(topic)),
  });

  // What is typed and not yet entered is a tag when it is saved. Made one when its field is left, it would move the button
  // from under the finger.
  const [typedInterest, setTypedInterest] = useState('');
  const handleSubmit: typeof form.handleSubmit = (onValid, onInvalid) => (event) => {
    const interests = form.getValues('interests');
    const tag = typedInterest.trim();
    const isNew = tag !== '' && !interests.some((each) => each.toLowerCase() === tag.toLowerCase());
    if (isNew) form.setValue('interests', [...interests, tag]);
    setTypedInterest('');
    return form.handleSubmit(onValid, onInvalid)(event);
  };

  async function save({ mails, ...rest }: z.output<typeof shape>): Promise<readonly FormRefusal[]> {
    const input = { ...rest, mutedMails: topics.filter((topic) => !mails.includes(topic)) };
    const { data } = await client.mutate({ mutation: UpdateProfileDocument, variables: { input } });
    // The header shows the name that came with the session.
    if (data?.updateProfile.user) await session.refresh();
    return data?.updateProfile.userErrors ?? [];
  }

  return (
    <Section title={accountTexts.profile}>
      <EmailStanding email={profile.email} verified={profile.emailVerified ?? false} />
      <CheckedForm
        form={{ ...form, handleSubmit }}
        action={accountTexts.save}
        acting={accountTexts.saving}
        done={accountTexts.saved}
        submit={save}
      >
        <TextInput
          label={accountTexts.displayName}
          description={accountTexts.displayNameRule}
          autoComplete="name"
          required
          withAsterisk={false}
          {...form.field('displayName')}
        />
        <Controller
          control={form.control}
          name="interests"
          render={({ field, fieldState: { error } }) => (
            <TagsInput
              {...field}
              label={accountTexts.interests}
              description={accountTexts.interestsRule}
              size="md"
              error={error?.message}
              searchValue={typedInterest}
              onSearchChange={setTypedInterest}
              acceptValueOnBlur={false}
            />
          )}
        />
        <TextInput label={accountTexts.homeCity} autoComplete="address-level2" {...form.field('homeCity')} />
        <NativeSelect label={accountTexts.timezone} size="md" {...form.field('timezone')}>
          <option value="">{accountTexts.noTimezone}</option>
          {timezones(profile.timezone).map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </NativeSelect>
        <NativeSelect label={accountTexts.language} size="md" {...form.field('locale')}>
          {languages(profile.locale).map(([tag, name]) => (
            <option key={tag} value={tag}>
              {name}
            </option>
          ))}
        </NativeSelect>
        <fieldset className={styles.choices} aria-describedby={mailsRuleId}>
          <legend>{accountTexts.mails}</legend>
          <p id={mailsRuleId} className={styles.meta}>
            {accountTexts.mailsRule}
          </p>
          {topics.map((topic) => (
            <Checkbox
              key={topic}
              label={accountTexts.mailTopics[topic]}
              size="md"
              value={topic}
              {...form.register('mails')}
            />
          ))}
        </fieldset>
      </CheckedForm>
    </Section>
  );
}

/** The languages that mails are written in, as one's own kind of them: the one that is set, else what the browser prefers. */
function languages(current: string | null): [tag: string, name: string][] {
  const kinds = [current ?? '', ...navigator.languages].map(knownLocale).filter((tag) => tag !== null);
  const languageOf = (tag: string) => new Intl.Locale(tag).language;
  const written = ['en', 'de'].map((language) => kinds.find((tag) => languageOf(tag) === language) ?? language);
  const others = current && !written.includes(current) ? [current] : [];
  const nameOf = (tag: string) => new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  return [['', accountTexts.noLanguage], ...[...written, ...others].map((tag): [string, string] => [tag, nameOf(tag)])];
}
