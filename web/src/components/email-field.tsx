import { TextInput } from '@mantine/core';
import type { ComponentProps } from 'react';

/** The e-mail address that an account goes by. */
export function EmailField(props: ComponentProps<typeof TextInput>) {
  return <TextInput {...props} type="email" autoComplete="username" required withAsterisk={false} maxLength={254} />;
}
