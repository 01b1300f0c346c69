import { PasswordInput } from '@mantine/core';
import type { ComponentProps } from 'react';
import { personTexts } from './person-texts.ts';

/** A password to type: the one there is, or a new one, of which it says what it must be. */
export function PasswordField({ isNew = false, ...field }: ComponentProps<typeof PasswordInput> & { isNew?: boolean }) {
  return (
    <PasswordInput
      {...field}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      required
      withAsterisk={false}
      maxLength={256}
      {...(isNew ? { description: personTexts.newPasswordRule } : {})}
      // The eye: reachable by keyboard and named, which Mantine leaves out by default.
      visibilityToggleButtonProps={{ 'aria-label': personTexts.showPassword, tabIndex: 0, 'aria-hidden': false }}
    />
  );
}
