import { useApolloClient, useQuery } from '@apollo/client/react';
import { Checkbox, NativeSelect, Skeleton, Stack, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { session } from '../../app/apollo-client.ts';
import { knownLocale } from '../../components/known-locale.ts';
import { FaultNotice } from '../../components/notice.tsx';
import { type FormRefusal, RefusableForm } from '../../components/refusable-form.tsx';
import { timezones } from '../../components/timezones.ts';
import { ProfileDocument, type ProfileQuery, UpdateProfileDocument } from '../../generated/documents.gen.ts';
import { EmailStanding } from './email-standing.tsx';
import { Section } from './section.tsx';
import { accountTexts } from './texts.ts';

type Profile = NonNullable<ProfileQuery['viewer']>;

/** The mails one may do without. */
const topics = ['JOINS', 'REMINDERS', 'ORGANIZERS'] as const;

/** What one tells of oneself, to change. */
export function ProfilePage() {
  const { data, error, refetch } = useQuery(ProfileDocument);
  if (data?.viewer) return <ProfileForm key={data.viewer.id} profile={data.viewer} />;
  if (error) return <FaultNotice error={error} retry={() => void refetch()} />;
  return <Skeleton height={420} radius={16} aria-label={accountTexts.loading} />;
}

function ProfileForm({ profile }: { profile: Profile }) {
  const client = useApolloClient();
  const [interests, setInterests] = useState<string[]>([...profile.interests]);

  async function save(fields: FormData): Promise<readonly FormRefusal[]> {
    const text = (name: string) => String(fields.get(name)).trim();
    const input = {
      displayName: text('displayName'),
      interests,
      homeCity: text('homeCity') || null,
      timezone: text('timezone') || null,
      locale: text('locale') || null,
      mutedMails: topics.filter((topic) => !fields.get(topic)),
    };
    const { data } = await client.mutate({ mutation: UpdateProfileDocument, variables: { input } });
    // The header shows the name that came with the session.
    if (data?.updateProfile.user) await session.refresh();
    return data?.updateProfile.userErrors ?? [];
  }

  return (
    <Section title={accountTexts.profile}>
      <EmailStanding email={profile.email} verified={profile.emailVerified ?? false} />
      <RefusableForm action={accountTexts.save} acting={accountTexts.saving} done={accountTexts.saved} submit={save}>
        {(errorOf) => (
          <>
            <TextInput
              label={accountTexts.displayName}
              description={accountTexts.displayNameRule}
              name="displayName"
              defaultValue={profile.displayName}
              autoComplete="name"
              required
              withAsterisk={false}
              error={errorOf('displayName')}
            />
            <TagsInput
              label={accountTexts.interests}
              description={accountTexts.interestsRule}
              size="md"
              value={interests}
              onChange={setInterests}
              error={errorOf('interests')}
            />
            <TextInput
              label={accountTexts.homeCity}
              name="homeCity"
              defaultValue={profile.homeCity ?? ''}
              autoComplete="address-level2"
              error={errorOf('homeCity')}
            />
            <NativeSelect
              label={accountTexts.timezone}
              size="md"
              name="timezone"
              defaultValue={profile.timezone ?? ''}
              error={errorOf('timezone')}
            >
              <option value="">{accountTexts.noTimezone}</option>
              {timezones(profile.timezone).map((zone) => (
                <option key={zone}>{zone}</option>
              ))}
            </NativeSelect>
            <NativeSelect
              label={accountTexts.language}
              size="md"
              name="locale"
              defaultValue={profile.locale ?? ''}
              error={errorOf('locale')}
            >
              {languages(profile.locale).map(([tag, name]) => (
                <option key={tag} value={tag}>
                  {name}
                </option>
              ))}
            </NativeSelect>
            <Checkbox.Group
              size="md"
              label={accountTexts.mails}
              description={accountTexts.mailsRule}
              defaultValue={topics.filter((topic) => !profile.mutedMails.includes(topic))}
              error={errorOf('mutedMails')}
            >
              <Stack gap="sm" mt="xs">
                {topics.map((topic) => (
                  <Checkbox key={topic} label={accountTexts.mailTopics[topic]} size="md" name={topic} value={topic} />
                ))}
              </Stack>
            </Checkbox.Group>
          </>
        )}
      </RefusableForm>
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
