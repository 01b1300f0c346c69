import { PasswordInput } from '@mantine/core';

const texts = { show: 'Show password', rule: 'At least 10 characters.' };

/** A password to type: the one there is, or a new one, of which it says what it must be. */
export function PasswordField(props: { label: string; name: string; isNew?: boolean; error: string | undefined }) {
  const { isNew = false, ...field } = props;
  return (
    <PasswordInput
      {...field}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      required
      withAsterisk={false}
      maxLength={256}
      {...(isNew ? { description: texts.rule, minLength: 10 } : {})}
      // The eye: reachable by keyboard and named, which Mantine leaves out by default.
      visibilityToggleButtonProps={{ 'aria-label': texts.show, tabIndex: 0, 'aria-hidden': false }}
    />
  );
}
