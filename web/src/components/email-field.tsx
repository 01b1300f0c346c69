import { TextInput } from '@mantine/core';

/** The e-mail address that an account goes by. */
export function EmailField(props: { label: string; description?: string; error: string | undefined }) {
  return (
    <TextInput
      {...props}
      name="email"
      type="email"
      autoComplete="username"
      required
      withAsterisk={false}
      maxLength={254}
    />
  );
}
